package io.tickmesh.mesh.request;

import java.time.Instant;

/// Asks, in replay, to be told when everything that the data up to `time` caused is done.
public record AwaitStep(Instant time) implements Request<StepDone> {}
