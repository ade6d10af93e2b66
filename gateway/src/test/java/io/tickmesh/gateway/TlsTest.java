package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bus.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway with a certificate.
class TlsTest {
    @Test
    void speaksBothVersionsOfHttpOverTlsAndNothingElse(@TempDir Path folder) throws Exception {
        ServerConfig.Tls tls = certificate(folder);
        ServerConfig server =
                new ServerConfig(Optional.of(tls), TestGateway.limits(1_000), List.of());
        try (TestGateway gateway = TestGateway.startWith(server)) {
            for (HttpVersion version : List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)) {
                HttpClientAgent client =
                        gateway.vertx.createHttpClient(
                                new HttpClientOptions()
                                        .setSsl(true)
                                        .setTrustAll(true)
                                        .setVerifyHost(false)
                                        .setUseAlpn(true)
                                        .setProtocolVersion(version));
                HttpClientResponse answer = TestGateway.await(ask(gateway, client));

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.getHeader("strict-transport-security")).contains("max-age=");
            }
            assertThat(isRefused(gateway)).isTrue();
        }
    }

    private static boolean isRefused(TestGateway gateway) {
        try {
            return gateway.get("/health/live").statusCode() != 200;
        } catch (AssertionError _) {
            return true;
        }
    }

    private static Future<HttpClientResponse> ask(TestGateway gateway, HttpClientAgent client) {
        return client.request(
                        new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setHost("localhost")
                                .setPort(gateway.gateway.port())
                                .setURI("/api/v1/bots")
                                .putHeader("authorization", "Bearer " + TestGateway.ADMIN_TOKEN))
                .compose(HttpClientRequest::send);
    }

    private static ServerConfig.Tls certificate(Path folder) throws Exception {
        TestCertificate own = TestCertificate.of("localhost", folder);
        return new ServerConfig.Tls(own.certificate(), own.key());
    }
}
