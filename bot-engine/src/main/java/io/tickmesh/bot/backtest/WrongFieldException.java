package io.tickmesh.bot.backtest;

/// What is asked for cannot be done because of a field. Not an error in the program.
final class WrongFieldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    /// @param field path of it, for example `data.path`
    /// @param detail continues the sentence that begins with the field
    WrongFieldException(String field, String detail) {
        super(detail, null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }
}
