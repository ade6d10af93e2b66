/// Configuration records read from YAML and the environment, all violations at once.
@NullMarked
package io.tickmesh.mesh.config;

import org.jspecify.annotations.NullMarked;
