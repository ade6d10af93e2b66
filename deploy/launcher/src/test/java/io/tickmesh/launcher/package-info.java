@NullMarked
package io.tickmesh.launcher;

import org.jspecify.annotations.NullMarked;
