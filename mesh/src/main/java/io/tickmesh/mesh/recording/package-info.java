/// Recorded candles: reading their files, and taking minutes apart into trades and quotes.
@NullMarked
package io.tickmesh.mesh.recording;

import org.jspecify.annotations.NullMarked;
