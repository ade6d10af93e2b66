package io.tickmesh.notify;

/// A text that must not be shown.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /// Returns the text itself, for the one place that needs it.
    String reveal() {
        return value;
    }

    /// Returns `text` without the secret, should it be in there.
    String removeFrom(String text) {
        return text.replace(value, toString());
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
