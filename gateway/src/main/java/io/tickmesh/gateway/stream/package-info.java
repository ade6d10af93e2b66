/// The event stream: one encoding per event, a bounded and conflating writer per connection.
@NullMarked
package io.tickmesh.gateway.stream;

import org.jspecify.annotations.NullMarked;
