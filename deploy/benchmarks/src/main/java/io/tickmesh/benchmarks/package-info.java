/// JMH benchmarks and load programs behind the published figures.
@NullMarked
package io.tickmesh.benchmarks;

import org.jspecify.annotations.NullMarked;
