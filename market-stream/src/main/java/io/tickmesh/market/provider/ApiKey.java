package io.tickmesh.market.provider;

/// The key that a provider gives its customers. Never shown: it travels in a header, and nowhere else.
///
/// @param value printable ASCII without blanks, not empty
public record ApiKey(String value) {
    public ApiKey {
        if (!isUsable(value)) {
            throw new IllegalArgumentException("a key must be printable ASCII without blanks");
        }
    }

    static boolean isUsable(String value) {
        return value.matches("[!-~]{1,512}");
    }

    /// Returns `text` without the key, should it be in there.
    String removeFrom(String text) {
        return text.replace(value, toString());
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
