@NullMarked
package io.tickmesh.gateway.stream;

import org.jspecify.annotations.NullMarked;
