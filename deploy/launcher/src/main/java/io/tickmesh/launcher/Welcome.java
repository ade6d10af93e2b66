package io.tickmesh.launcher;

import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.simulator.ExchangeSimulator;
import java.time.Duration;

/// What a person wants to know once everything runs.
record Welcome(Node node, Duration startTime) {
    String text(Invitation invitation) {
        StringBuilder text = new StringBuilder();
        text.append("\n%s, started in %.1f s.\n\n".formatted(what(), startTime.toMillis() / 1e3));
        if (node.gateway().isPresent()) {
            text.append(page(invitation));
        }
        if (node.config().node().services().has(ServiceName.MARKET_STREAM)) {
            text.append("  feed     %s\n".formatted(feed()));
        } else {
            node.simulator().ifPresent(own -> text.append(exchange(own)));
        }
        if (node.config().node().services().has(ServiceName.BOT_ENGINE)) {
            text.append("  orders   on paper; nothing is sent to an exchange\n");
        }
        node.operations()
                .ifPresent(own ->
                        text.append(
                                "  health   http://%s:%d/health/ready and /metrics\n"
                                        .formatted(
                                                Hosts.reachable(node.config().node().host()),
                                                own.port())));
        return text.append("  stop     Ctrl-C\n\n").toString();
    }

    /// Returns where a browser of this machine finds the page, without a slash at the end.
    static String page(Node node) {
        return "%s://%s:%d"
                .formatted(
                        node.config().gateway().isEncrypted() ? "https" : "http",
                        Hosts.reachable(node.config().gateway().host()),
                        node.port());
    }

    private String what() {
        NodeConfig config = node.config();
        Services services = config.node().services();
        if (services.isWholeMesh() && !config.cluster().enabled()) {
            return "Tickmesh runs: %d bots on %d symbols"
                    .formatted(config.engine().bots().size(), config.feed().symbols().size());
        }
        String member =
                config.cluster().enabled() ? " of the cluster " + config.cluster().name() : "";
        return "Tickmesh runs: %s on node %s%s".formatted(services, config.node().name(), member);
    }

    private String page(Invitation invitation) {
        String page = page(node);
        return """
          page     %s/
        %s\
          events   curl -N -H "Authorization: Bearer $TOKEN" %s/api/v1/events?types=SignalGenerated,OrderFilled
          bots     curl -H "Authorization: Bearer $TOKEN" %s/api/v1/bots
        """
                .formatted(page, invitation.lines(), page, page);
    }

    private String feed() {
        return switch (node.config().feedKind()) {
            case BINANCE -> "Binance's public streams, " + node.config().feed().binance().wsUrl();
            case SIMULATOR -> "random walk of the local exchange, " + address();
            case REPLAY -> "recorded data, replayed by the local exchange, " + address();
        };
    }

    private String address() {
        return node.simulator().map(ExchangeSimulator::restUrl).orElseThrow();
    }

    /// An exchange that other nodes read.
    private static String exchange(ExchangeSimulator exchange) {
        return """
          rest-url %s
          ws-url   %s
        """
                .formatted(exchange.restUrl(), exchange.webSocketUrl());
    }
}
