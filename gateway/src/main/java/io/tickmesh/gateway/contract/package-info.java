/// The contract of the REST interface, `openapi.yaml`: what is asked and answered is checked against it.
@NullMarked
package io.tickmesh.gateway.contract;

import org.jspecify.annotations.NullMarked;
