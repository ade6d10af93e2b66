@NullMarked
package io.tickmesh.mesh.storage;

import org.jspecify.annotations.NullMarked;
