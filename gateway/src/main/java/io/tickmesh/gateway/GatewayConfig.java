package io.tickmesh.gateway;

import io.tickmesh.gateway.access.AccessConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.config.ConfigSection;
import java.net.InetAddress;
import java.time.Duration;

/// Settings of the gateway.
///
/// @param host address to listen on; anything but loopback is open to the network
/// @param port port to listen on, 0 for any free one
/// @param requestTimeout how long a service may take for its answer
/// @param pricesTimeout how long market-stream may take to ask a price provider for many symbols
/// @param commandTimeout how long a service may take to do and store what it is told
/// @param sse settings of the event stream
/// @param server how it listens
/// @param access who is let in; everybody only where nobody but this machine can connect
public record GatewayConfig(
        String host,
        int port,
        Duration requestTimeout,
        Duration pricesTimeout,
        Duration commandTimeout,
        StreamConfig sse,
        AccessConfig access,
        ServerConfig server) {
    // Connections beside those of the event stream.
    private static final int OTHERS = 1_000;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration SHORTEST = Duration.ofMillis(1);

    public GatewayConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must be a name or an address, was blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, was " + port);
        }
        if (!requestTimeout.isPositive()
                || !pricesTimeout.isPositive()
                || !commandTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "requestTimeout, pricesTimeout and commandTimeout must be positive, was %s, %s and %s"
                            .formatted(requestTimeout, pricesTimeout, commandTimeout));
        }
        if (!access.required() && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "without authentication only this machine may connect, was host " + host);
        }
    }

    public static GatewayConfig read(ConfigSection section) {
        String host = section.text("host", LOOPBACK);
        AccessConfig access = AccessConfig.read(section);
        StreamConfig sse = StreamConfig.read(section.section("sse"));
        boolean open = !access.required() && !isLoopback(host);
        if (open) {
            section.violation(
                    "authentication",
                    "must be required, or gateway.host be 127.0.0.1: off would let everybody who can reach %s command the bots"
                            .formatted(host));
        }
        return new GatewayConfig(
                open ? LOOPBACK : host,
                section.number("port", 8080, 0, 65_535),
                section.duration("request-timeout", Duration.ofSeconds(2), SHORTEST),
                section.duration("prices-timeout", Duration.ofSeconds(12), SHORTEST),
                section.duration("command-timeout", Duration.ofSeconds(10), SHORTEST),
                sse,
                access,
                ServerConfig.read(section, sse.maxClients() + OTHERS));
    }

    /// Returns whether what is sent is encrypted.
    public boolean isEncrypted() {
        return server.tls().isPresent();
    }

    /// Returns whether only this machine can connect. A name other than `localhost` counts as open: what it resolves to can
    /// change.
    boolean isLoopback() {
        return isLoopback(host);
    }

    /// Returns whether a name or an address can only mean this machine, whatever a name server says.
    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
