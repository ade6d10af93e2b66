/// The real program in processes of its own, seen as a user sees it.
@NullMarked
package io.tickmesh.acceptance.system;

import org.jspecify.annotations.NullMarked;
