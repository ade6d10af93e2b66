/// A mesh of several nodes, each in a process of its own, that are killed, frozen, stopped and cut off from each other.
@NullMarked
package io.tickmesh.acceptance.cluster;

import org.jspecify.annotations.NullMarked;
