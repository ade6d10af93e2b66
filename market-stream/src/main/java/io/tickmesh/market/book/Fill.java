package io.tickmesh.market.book;

/// What an order of a given quantity would get from one side of an order book at once.
///
/// @param quantity how much of it is there, as far as the book is known
/// @param averagePrice of that quantity; NaN if there is nothing
/// @param worstPrice of the last level that is needed; NaN if there is nothing
/// @param complete whether all of the quantity is there; if not, and the side is not known as a whole, there may be more
public record Fill(double quantity, double averagePrice, double worstPrice, boolean complete) {}
