package io.tickmesh.gateway.idempotency;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What makes a request the same as another one.
///
/// @param client whose key it is
/// @param key as the client made it up
/// @param request digest of everything that is asked for
/// @param secret of the client, which seals the answer
public record OnceKey(String client, String key, Buffer request, Buffer secret) {
    /// Makes the key of a request.
    ///
    /// @param credential a random text that nobody but the client knows
    public static OnceKey of(
            String client, String key, String target, Buffer body, String credential) {
        MessageDigest digest = sha256();
        digest.update(target.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        Buffer request = Buffer.buffer(digest.digest(body.getBytes()));
        digest.update("idempotency:".getBytes(StandardCharsets.UTF_8));
        byte[] secret = digest.digest(credential.getBytes(StandardCharsets.UTF_8));
        return new OnceKey(client, key, request, Buffer.buffer(secret));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return client + "/" + key;
    }
}
