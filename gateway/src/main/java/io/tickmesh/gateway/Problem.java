package io.tickmesh.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/// Why a request was not answered, as RFC 9457 wants it.
///
/// @param type `about:blank` when the status says it all
/// @param errors what is wrong with which parameter of the query; mostly empty
record Problem(String type, String title, int status, String detail, List<FieldError> errors) {
    private static final String INVALID_QUERY = "urn:tickmesh:problem:invalid-query";

    Problem {
        errors = List.copyOf(errors);
    }

    /// @param field name of the parameter
    /// @param detail continues the sentence that begins with the name
    record FieldError(String field, String detail) {}

    static Problem of(int status, String detail) {
        return new Problem(
                "about:blank",
                HttpResponseStatus.valueOf(status).reasonPhrase(),
                status,
                detail,
                List.of());
    }

    static Problem invalidQuery(List<FieldError> errors) {
        return new Problem(
                INVALID_QUERY, "Invalid query", 400, "The query has errors, see them.", errors);
    }
}
