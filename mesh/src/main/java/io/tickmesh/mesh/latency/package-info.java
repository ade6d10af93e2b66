/// Histograms of the way from the exchange to the browser.
@NullMarked
package io.tickmesh.mesh.latency;

import org.jspecify.annotations.NullMarked;
