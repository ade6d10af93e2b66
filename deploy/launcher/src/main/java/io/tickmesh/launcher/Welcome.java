package io.tickmesh.launcher;

import java.net.InetAddress;
import java.time.Duration;

/// What a person wants to know once everything runs.
record Welcome(Node node, Duration startTime) {
    String text(Invitation invitation) {
        NodeConfig config = node.config();
        String page = page(node);
        return """

        Tickmesh runs: %d bots on %d symbols, started in %.1f s.

          page     %s/
        %s\
          events   curl -N -H "Authorization: Bearer $TOKEN" '%s/api/v1/events?types=SignalGenerated,OrderFilled'
          bots     curl -H "Authorization: Bearer $TOKEN" %s/api/v1/bots
          feed     %s
          orders   on paper; nothing is sent to an exchange
          stop     Ctrl-C

        """
                .formatted(
                        config.engine().bots().size(),
                        config.feed().symbols().size(),
                        startTime.toMillis() / 1e3,
                        page,
                        invitation.lines(),
                        page,
                        page,
                        feed(config, node));
    }

    /// Returns where a browser of this machine finds the page, without a slash at the end.
    static String page(Node node) {
        String host = node.config().gateway().host();
        return "%s://%s:%d"
                .formatted(
                        node.config().gateway().isEncrypted() ? "https" : "http",
                        isAnyAddress(host) ? "127.0.0.1" : bracketed(host),
                        node.port());
    }

    private static boolean isAnyAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
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
