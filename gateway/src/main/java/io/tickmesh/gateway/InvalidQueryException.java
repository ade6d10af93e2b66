package io.tickmesh.gateway;

import java.util.List;

/// A query with parameters that cannot be used, with all that is wrong with them.
final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem.FieldError> errors;

    InvalidQueryException(List<Problem.FieldError> errors) {
        // No stack trace: this is an answer, not a bug.
        super(errors.toString(), null, false, false);
        this.errors = List.copyOf(errors);
    }

    List<Problem.FieldError> errors() {
        return errors;
    }
}
