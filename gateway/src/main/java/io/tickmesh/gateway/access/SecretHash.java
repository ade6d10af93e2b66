package io.tickmesh.gateway.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The SHA-256 of a secret, which is what is kept. The secrets are random texts of 256 bits, which nobody finds by trying:
/// the slow hashes that protect people's passwords would only make each request slow.
final class SecretHash {
    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static SecretHash of(String secret) {
        try {
            return new SecretHash(
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /// Returns a hash that was kept.
    static SecretHash ofStored(byte[] bytes) {
        return new SecretHash(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// Takes the same time wherever the two differ.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
