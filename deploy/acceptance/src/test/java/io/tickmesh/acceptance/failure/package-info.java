@NullMarked
package io.tickmesh.acceptance.failure;

import org.jspecify.annotations.NullMarked;
