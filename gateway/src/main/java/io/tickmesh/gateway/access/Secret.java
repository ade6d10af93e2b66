package io.tickmesh.gateway.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text that lets somebody in, and that is never shown.
public final class Secret {
    private static final String TOKEN = "tm_";
    private static final int RANDOM_BYTES = 32;
    private static final int ID_BYTES = 12;
    private static final Pattern TOKEN_SHAPE = Pattern.compile("tm_[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;
    private final SecretHash hash;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
        this.hash = SecretHash.of(value);
    }

    /// Returns a new token: `tm_` and 256 random bits.
    static Secret randomToken() {
        return new Secret(TOKEN + random(RANDOM_BYTES));
    }

    /// Returns 256 random bits.
    static Secret randomText() {
        return new Secret(random(RANDOM_BYTES));
    }

    /// Returns a text that nothing else is called by, for what may be shown.
    static String randomId() {
        return random(ID_BYTES);
    }

    /// Returns the text itself, for the one place that shows it to its owner.
    public String reveal() {
        return value;
    }

    SecretHash hash() {
        return hash;
    }

    /// Returns whether it can be a token that was made here. What cannot is refused without a look at the database.
    boolean looksLikeToken() {
        return TOKEN_SHAPE.matcher(value).matches();
    }

    /// Takes as long for a text that is almost right as for one that is all wrong.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && hash.equals(secret.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "(hidden)";
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
