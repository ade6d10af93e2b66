package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ClusterConfig.BusTls;
import io.tickmesh.mesh.cluster.ServiceName;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
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
    @TempDir Path directory;

    @Test
    void nodesWithCertificatesHearEachOtherAndAStrangerIsTurnedAway() throws Exception {
        TestCertificate own = TestCertificate.of("node", directory);
        BusTls tls = new BusTls(own.certificate(), own.key(), own.certificate());
        List<ClusterConfig> configs = ClusterMember.configs(2, Optional.of(tls));
        ClusterMember alpha =
                ClusterMember.start(configs.get(0), "alpha", ServiceName.MARKET_STREAM);
        ClusterMember beta = ClusterMember.start(configs.get(1), "beta", ServiceName.GATEWAY);
        try {
            alpha.awaits(Set.of("alpha", "beta"));
            beta.awaits(Set.of("alpha", "beta"));

            assertThatThrownBy(() -> says(own.keys(), configs.get(0).busPort()))
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
        certificates.load(null, null);
        certificates.setCertificateEntry(
                TestCertificate.ALIAS, trusted.getCertificate(TestCertificate.ALIAS));
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
}
