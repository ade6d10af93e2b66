/// Prices of many symbols at once from providers that are asked over HTTP.
@NullMarked
package io.tickmesh.market.provider;

import org.jspecify.annotations.NullMarked;
