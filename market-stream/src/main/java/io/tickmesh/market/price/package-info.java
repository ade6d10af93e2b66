/// The newest price of each symbol.
@NullMarked
package io.tickmesh.market.price;

import org.jspecify.annotations.NullMarked;
