@NullMarked
package io.tickmesh.gateway;

import org.jspecify.annotations.NullMarked;
