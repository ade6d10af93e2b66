/// What happened: the sealed family of events that services publish.
@NullMarked
package io.tickmesh.mesh.event;

import org.jspecify.annotations.NullMarked;
