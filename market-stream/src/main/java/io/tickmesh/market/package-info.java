/// Market data of the mesh: one exchange connection, its prices, candles and their history.
@NullMarked
package io.tickmesh.market;

import org.jspecify.annotations.NullMarked;
