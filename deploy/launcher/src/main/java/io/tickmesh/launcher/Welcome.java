package io.tickmesh.launcher;

import java.time.Duration;

/// What a person wants to know once everything runs.
final class Welcome {
    private Welcome() {}

    static String text(Node node, Duration startTime) {
        NodeConfig config = node.config();
        String page = "http://%s:%d".formatted(config.gateway().host(), node.port());
        return """

        Tickmesh runs: %d bots on %d symbols, started in %.1f s.

          page     %s/
          events   curl -N %s/api/v1/events?types=SignalGenerated,OrderFilled
          bots     curl %s/api/v1/bots
          feed     %s
          orders   on paper; nothing is sent to an exchange
          stop     Ctrl-C

        """
                .formatted(
                        config.engine().bots().size(),
                        config.feed().symbols().size(),
                        startTime.toMillis() / 1e3,
                        page,
                        page,
                        page,
                        feed(config, node));
    }

    private static String feed(NodeConfig config, Node node) {
        return switch (config.feedKind()) {
            case BINANCE -> "Binance's public streams, " + config.feed().binance().wsUrl();
            case SIMULATOR -> "random walk of the local exchange, " + exchange(node);
            case REPLAY -> "recorded data, replayed by the local exchange, " + exchange(node);
        };
    }

    private static String exchange(Node node) {
        return node.simulator()
                .map(exchange -> "http://127.0.0.1:" + exchange.port())
                .orElseThrow();
    }
}
