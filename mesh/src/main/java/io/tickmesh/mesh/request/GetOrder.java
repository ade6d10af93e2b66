package io.tickmesh.mesh.request;

/// Asks for one order. Answered with that order alone; NOT_FOUND if there is no such order.
public record GetOrder(String orderId) implements Request<Orders> {}
