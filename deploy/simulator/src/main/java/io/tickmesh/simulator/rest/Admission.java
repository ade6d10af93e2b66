package io.tickmesh.simulator.rest;

/// Whether a request is answered.
public sealed interface Admission {

    /// Returns the weight that the address has used in the current minute.
    int usedWeight();

    /// It is.
    record Granted(int usedWeight) implements Admission {}

    /// A limit is used up: answered with 429.
    ///
    /// @param byWeight whether it is the weight's limit, or else that of requests
    /// @param retryAfterSeconds until the limit begins anew
    record Refused(int usedWeight, boolean byWeight, long retryAfterSeconds) implements Admission {}

    /// The address went on after it had been refused: answered with 418.
    ///
    /// @param untilMillis end of the ban, epoch ms
    record Banned(int usedWeight, long untilMillis, long retryAfterSeconds) implements Admission {}
}
