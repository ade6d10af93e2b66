package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ClusterConfig.BusTls;
import io.tickmesh.mesh.cluster.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes whose event bus is encrypted.
final class EncryptedBusIT {
    private static final char[] SECRET = "secret".toCharArray();

    @TempDir Path directory;

    @Test
    void nodesWithCertificatesHearEachOtherAndAStrangerIsTurnedAway() throws Exception {
        KeyStore keys = keys();
        List<ClusterConfig> configs = ClusterMember.configs(2, Optional.of(tls(keys)));
        ClusterMember alpha =
                ClusterMember.start(configs.get(0), "alpha", ServiceName.MARKET_STREAM);
        ClusterMember beta = ClusterMember.start(configs.get(1), "beta", ServiceName.GATEWAY);
        try {
            alpha.awaits(Set.of("alpha", "beta"));
            beta.awaits(Set.of("alpha", "beta"));

            assertThatThrownBy(() -> says(keys, configs.get(0).busPort()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("certificate_required");
        } finally {
            beta.close();
            alpha.close();
        }
    }

    /// Connects as one who trusts the node and has no certificate of his own, and reads what it answers.
    private static int says(KeyStore trusted, int port) throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, SECRET);
        certificates.setCertificateEntry("node", trusted.getCertificate("node"));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.startHandshake();
            return socket.getInputStream().read();
        }
    }

    private BusTls tls(KeyStore keys) throws Exception {
        Path certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        write(certificate, "CERTIFICATE", keys.getCertificate("node").getEncoded());
        write(key, "PRIVATE KEY", keys.getKey("node", SECRET).getEncoded());
        return new BusTls(certificate, key, certificate);
    }

    private KeyStore keys() throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "node",
                                "-dname",
                                "CN=node",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                String.valueOf(SECRET))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET);
        }
        return keys;
    }

    private static void write(Path file, String type, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type));
    }
}
