/// Tells people what happened, over channels that disturb neither trading nor each other.
@NullMarked
package io.tickmesh.notify;

import org.jspecify.annotations.NullMarked;
