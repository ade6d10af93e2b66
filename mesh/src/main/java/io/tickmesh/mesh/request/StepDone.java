package io.tickmesh.mesh.request;

import java.time.Instant;

/// Everything up to `time` is done.
public record StepDone(Instant time) implements Reply {}
