package io.tickmesh.simulator.rest;

/// A refused request, in the exchange's codes and words. Answered as HTTP 400 with `{code,msg}`.
final class ApiError extends Exception {

    private final int code;

    private ApiError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    static ApiError illegal(String parameter, String range) {
        return new ApiError(
                -1100,
                "Illegal characters found in parameter '%s'; legal range is '%s'."
                        .formatted(parameter, range));
    }

    static ApiError tooMany(int expected, int received) {
        return new ApiError(
                -1101,
                "Too many parameters; expected '%d' and received '%d'."
                        .formatted(expected, received));
    }

    static ApiError duplicate() {
        return new ApiError(-1101, "Duplicate values for a parameter detected.");
    }

    static ApiError mandatory(String parameter) {
        return new ApiError(
                -1102,
                "Mandatory parameter '%s' was not sent, was empty/null, or malformed."
                        .formatted(parameter));
    }

    static ApiError unread(int read, int sent) {
        return new ApiError(
                -1104,
                "Not all sent parameters were read; read '%d' parameter(s) but was sent '%d'."
                        .formatted(read, sent));
    }

    static ApiError empty(String parameter) {
        return new ApiError(-1105, "Parameter '%s' was empty.".formatted(parameter));
    }

    static ApiError interval() {
        return new ApiError(-1120, "Invalid interval.");
    }

    static ApiError symbol() {
        return new ApiError(-1121, "Invalid symbol.");
    }

    static ApiError combination() {
        return new ApiError(-1128, "Combination of optional parameters invalid.");
    }

    static ApiError invalid(String parameter) {
        return new ApiError(
                -1130, "Data sent for parameter '%s' is not valid.".formatted(parameter));
    }

    static ApiError either(String parameter, String other) {
        return new ApiError(
                -1102,
                "Param '%s' or '%s' must be sent, but both were empty/null!"
                        .formatted(parameter, other));
    }

    static ApiError overflow(String parameter) {
        return new ApiError(-1108, "Parameter '%s' overflowed.".formatted(parameter));
    }

    static ApiError symbolStatus() {
        return new ApiError(-1122, "Invalid symbolStatus.");
    }

    static ApiError tickerType() {
        return new ApiError(-1139, "Invalid ticker type.");
    }

    static ApiError repeatedSymbol() {
        return new ApiError(-1151, "Symbol is present multiple times in the list.");
    }

    static ApiError otherStatus() {
        return new ApiError(
                -1220, "The symbol's status does not match the requested symbolStatus.");
    }
}
