/// The only code that touches the event bus: addresses, codecs, inboxes, requests, presence.
@NullMarked
package io.tickmesh.mesh.bus;

import org.jspecify.annotations.NullMarked;
