@NullMarked
package io.tickmesh.acceptance.books;

import org.jspecify.annotations.NullMarked;
