/// Questions between services and their answers.
@NullMarked
package io.tickmesh.mesh.request;

import org.jspecify.annotations.NullMarked;
