/// Who may do what: tokens, sessions of browsers, and what is written down about their use.
@NullMarked
package io.tickmesh.gateway.access;

import org.jspecify.annotations.NullMarked;
