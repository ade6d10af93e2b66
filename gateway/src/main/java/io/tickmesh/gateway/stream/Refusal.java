package io.tickmesh.gateway.stream;

/// Why a client gets no stream.
public enum Refusal {
    /// All connections of the gateway are taken.
    ALL_TAKEN,
    /// The client has as many as one may have.
    TOO_MANY_OF_ONE
}
