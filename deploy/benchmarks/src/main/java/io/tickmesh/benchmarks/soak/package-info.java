/// The soak: hours of an exchange that misbehaves at random, after which nothing may be missing, doubled or different.
@NullMarked
package io.tickmesh.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
