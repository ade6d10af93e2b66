/// The WebSocket surface: stream names, subscriptions, messages encoded once per stream.
@NullMarked
package io.tickmesh.simulator.stream;

import org.jspecify.annotations.NullMarked;
