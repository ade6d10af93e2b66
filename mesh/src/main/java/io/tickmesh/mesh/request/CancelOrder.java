package io.tickmesh.mesh.request;

/// Withdraws an order. Answered when it is stored, with the order as it is then: one that has ended stays as it was. NOT_FOUND
/// if there is no such order.
public record CancelOrder(String orderId) implements Request<Orders> {}
