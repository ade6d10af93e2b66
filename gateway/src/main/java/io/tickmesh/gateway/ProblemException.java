package io.tickmesh.gateway;

/// Ends the handling of a request with a problem as the answer.
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        // No stack trace: this is an answer, not a bug.
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
