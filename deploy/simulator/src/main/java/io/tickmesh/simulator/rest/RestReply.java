package io.tickmesh.simulator.rest;

/// An answer to a request.
///
/// @param endpoint the path below `/api/v3/` if there is one, else `other`
/// @param weight what the request costs of the limit per minute
/// @param body JSON
@SuppressWarnings("ArrayRecordComponent") // Written to the socket once and dropped; never compared.
public record RestReply(String endpoint, int status, int weight, byte[] body) {}
