/// The main class: reads the configuration, starts the services of this node, stops them in order.
@NullMarked
package io.tickmesh.launcher;

import org.jspecify.annotations.NullMarked;
