/// Judges what the engine has stored, with an arithmetic of its own.
@NullMarked
package io.tickmesh.acceptance.books;

import org.jspecify.annotations.NullMarked;
