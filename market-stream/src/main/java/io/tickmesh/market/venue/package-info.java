/// What the exchanges have in common, seen from a feed: streams, messages, requests with a budget.
@NullMarked
package io.tickmesh.market.venue;

import org.jspecify.annotations.NullMarked;
