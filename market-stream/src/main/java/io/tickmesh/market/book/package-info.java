/// Local order books, kept equal to the exchange's by its stream of differences.
@NullMarked
package io.tickmesh.market.book;

import org.jspecify.annotations.NullMarked;
