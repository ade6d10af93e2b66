package io.tickmesh.mesh.storage;

/// A password, which is never shown.
public final class Password {
    private final String value;

    public Password(String value) {
        this.value = value;
    }

    /// Returns the text itself, for the places that log in.
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
