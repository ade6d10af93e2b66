@NullMarked
package io.tickmesh.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
