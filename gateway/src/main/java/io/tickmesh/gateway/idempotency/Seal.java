package io.tickmesh.gateway.idempotency;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps answers from those who can read the table: AES-GCM with a key made of the client's own secret, bound to where it is
/// stored.
final class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Seal() {}

    static Buffer close(OnceKey key, Buffer answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(answer.getBytes());
            return Buffer.buffer(nonce).appendBytes(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /// Returns the answer; empty if it was sealed with another secret, or is damaged.
    static Optional<Buffer> open(OnceKey key, Buffer sealed) {
        if (sealed.length() < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, sealed.getBytes(0, NONCE_BYTES));
            return Optional.of(
                    Buffer.buffer(cipher.doFinal(sealed.getBytes(NONCE_BYTES, sealed.length()))));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, OnceKey key, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                mode,
                new SecretKeySpec(key.secret().getBytes(), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(key.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
