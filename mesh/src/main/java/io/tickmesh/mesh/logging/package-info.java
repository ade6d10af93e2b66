/// What keeps the log readable when much goes wrong at once.
@NullMarked
package io.tickmesh.mesh.logging;

import org.jspecify.annotations.NullMarked;
