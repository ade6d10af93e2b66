/// The mesh as people and programs see it: REST, server-sent events, health, metrics and the live page.
@NullMarked
package io.tickmesh.gateway;

import org.jspecify.annotations.NullMarked;
