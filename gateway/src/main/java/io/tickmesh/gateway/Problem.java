package io.tickmesh.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tickmesh.mesh.request.FieldError;
import java.util.List;

/// Why a request was not answered, as RFC 9457 wants it.
///
/// @param type `about:blank` when the status says it all
/// @param errors what is wrong with which parameter of the query or field of the body; mostly empty
record Problem(String type, String title, int status, String detail, List<FieldError> errors) {
    private static final String INVALID_QUERY = "urn:tickmesh:problem:invalid-query";
    private static final String INVALID_BODY = "urn:tickmesh:problem:invalid-body";
    private static final String REFUSED = "urn:tickmesh:problem:refused-fields";

    Problem {
        errors = List.copyOf(errors);
    }

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

    /// The body does not have the form that is asked for.
    static Problem invalidBody(List<FieldError> errors) {
        return new Problem(
                INVALID_BODY, "Invalid body", 400, "The request has errors, see them.", errors);
    }

    /// The body has the right form, but a service says that it makes no sense.
    static Problem refused(List<FieldError> errors) {
        return new Problem(REFUSED, "Refused", 422, "Some fields make no sense, see them.", errors);
    }
}
