package io.tickmesh.mesh.request;

import java.util.List;
import java.util.Objects;

/// A request without an answer: refused by the service that was asked, or unanswered in time.
public final class RequestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Failure failure;

    public RequestFailedException(Failure failure, String message) {
        // No stack trace: this is an answer, not a bug.
        super(message, null, false, false);
        this.failure = failure;
    }

    /// A request that is refused because of some of its fields. The gateway shows each of them.
    ///
    /// @param errors at least one
    public static RequestFailedException invalid(List<FieldError> errors) {
        return new RequestFailedException(Failure.INVALID, FieldError.write(errors));
    }

    /// Returns which fields are wrong; empty if the message says it all.
    public List<FieldError> fieldErrors() {
        return FieldError.read(Objects.toString(getMessage(), ""));
    }

    public Failure failure() {
        return failure;
    }

    /// Why there is no answer. The codes travel between nodes: they are never changed.
    public enum Failure {
        /// The question makes no sense; asking again will not help.
        INVALID(400),
        /// What was asked for does not exist.
        NOT_FOUND(404),
        /// It cannot be done as things are now, for example because of an open position.
        CONFLICT(409),
        /// What is to be changed is no longer as the asker saw it.
        OUTDATED(412),
        /// The service has a bug; its log says more.
        INTERNAL(500),
        /// No node runs the service, or it is not ready.
        UNAVAILABLE(503),
        /// No answer in time. Whether the question arrived is unknown.
        TIMEOUT(504);

        private final int code;

        Failure(int code) {
            this.code = code;
        }

        /// Returns the number that stands for it on the wire; also the HTTP status that fits it.
        public int code() {
            return code;
        }

        /// Returns the failure with that number; [#INTERNAL] for an unknown one.
        public static Failure ofCode(int code) {
            for (Failure failure : values()) {
                if (failure.code == code) {
                    return failure;
                }
            }
            return INTERNAL;
        }
    }
}
