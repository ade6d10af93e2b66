package io.tickmesh.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthCheckTest {
    private HttpServer node;
    private volatile int status = 200;

    @BeforeEach
    void answers() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext(
                "/health/ready",
                exchange -> {
                    byte[] body =
                            "{\"status\":\"UP\",\"missing\":[]}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        node.start();
    }

    @AfterEach
    void stops() {
        node.stop(0);
    }

    @Test
    void isGoodWhenTheNodeIsReady() throws IOException {
        assertThat(HealthCheck.ask(node.getAddress().getPort())).isTrue();
    }

    @Test
    void isBadWhenTheNodeIsNotReady() throws IOException {
        status = 503;

        assertThat(HealthCheck.ask(node.getAddress().getPort())).isFalse();
    }

    @Test
    void failsWhenNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> HealthCheck.ask(free)).isInstanceOf(IOException.class);
    }
}
