package io.tickmesh.mesh.config;

import java.util.List;

/// A configuration that cannot be used, with everything that is wrong with it.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> violations;

    public ConfigException(List<String> violations) {
        super(String.join("\n", violations), null, false, false);
        this.violations = List.copyOf(violations);
    }

    /// Returns every violation, in the order they were found.
    public List<String> violations() {
        return violations;
    }
}
