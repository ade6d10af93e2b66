/// A local exchange that speaks Binance's public spot protocol over real sockets.
@NullMarked
package io.tickmesh.simulator;

import org.jspecify.annotations.NullMarked;
