/// What clients want to be done once.
@NullMarked
package io.tickmesh.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
