/// Kills the running system, or takes its database away, again and again, and looks whether anything was lost or doubled.
@NullMarked
package io.tickmesh.acceptance.failure;

import org.jspecify.annotations.NullMarked;
