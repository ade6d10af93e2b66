package io.tickmesh.acceptance.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Loses every packet to and from a port, so that neither side learns that the other is gone. Works only where the network belongs to
/// the test alone, as `deploy/acceptance/run-slow` makes it.
final class BusCut implements AutoCloseable {
    private static final String OWN_NETWORK = "TICKMESH_OWN_NETWORK";
    private static final List<String> DIRECTIONS = List.of("--dport", "--sport");

    private final String port;

    /// Begins to lose the packets.
    BusCut(int port) throws IOException, InterruptedException {
        this.port = Integer.toString(port);
        for (String direction : DIRECTIONS) {
            rule("-I", direction);
        }
    }

    /// Returns why no packets can be lost here, if so.
    static Optional<String> missing() {
        return System.getenv(OWN_NETWORK) == null
                ? Optional.of("needs a network of its own, see deploy/acceptance/run-slow")
                : Optional.empty();
    }

    /// Lets them pass again.
    @Override
    public void close() throws IOException {
        try {
            for (String direction : DIRECTIONS) {
                rule("-D", direction);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void rule(String action, String direction) throws IOException, InterruptedException {
        Command.run("iptables", action, "INPUT", "-p", "tcp", direction, port, "-j", "DROP");
    }
}
