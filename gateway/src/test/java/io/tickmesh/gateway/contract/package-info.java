@NullMarked
package io.tickmesh.gateway.contract;

import org.jspecify.annotations.NullMarked;
