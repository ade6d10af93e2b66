/// Tests of the load programs: what measures must be right itself.
@NullMarked
package io.tickmesh.benchmarks;

import org.jspecify.annotations.NullMarked;
