/// What keeps a connection to an exchange healthy: back-off, request budget, watch for silence.
@NullMarked
package io.tickmesh.market.feed;

import org.jspecify.annotations.NullMarked;
