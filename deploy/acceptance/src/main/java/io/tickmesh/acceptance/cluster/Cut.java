package io.tickmesh.acceptance.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Loses packets between a node and the others, so that no side learns that the other is gone. Works only where the network belongs to
/// the test alone, as `deploy/acceptance/run-slow` makes it, and as root: the packets of a node are told from those of others by the
/// group that its process runs in.
public final class Cut implements AutoCloseable {
    private static final String OWN_NETWORK = "TICKMESH_OWN_NETWORK";
    private static final int FIRST_GROUP = 52_000;

    /// Commands; what to do with the rule is left out.
    private final List<String> rules;

    /// Begins to lose the packets.
    ///
    /// @param node how many nodes were started before it
    /// @param busPorts of all nodes, in the order in which they are started
    /// @param memberPorts likewise
    Cut(Kind kind, int node, List<Integer> busPorts, List<Integer> memberPorts)
            throws IOException, InterruptedException {
        rules =
                switch (kind) {
                    case HEARING -> List.of(lost(busPorts.subList(node, node + 1)));
                    case BUS -> List.of(marked(node), lost(node, busPorts));
                    case BUS_AND_MEMBERSHIP ->
                            List.of(marked(node), lost(node, busPorts), lost(node, memberPorts));
                };
        for (String rule : rules) {
            change("--insert", rule);
        }
    }

    /// What is lost.
    public enum Kind {
        /// The node hears nothing on the event bus, but is heard: only the connections that others make to it are cut.
        HEARING("one way: a node does not hear the event bus"),

        /// Nothing comes through on the event bus, in either direction, also on connections that are made later.
        BUS("event bus of a node cut off"),

        /// Nor do the members of the cluster hear each other, so that it splits.
        BUS_AND_MEMBERSHIP("event bus and membership of a node cut off");

        private final String says;

        Kind(String says) {
            this.says = says;
        }

        @Override
        public String toString() {
            return says;
        }
    }

    /// Returns why no packets can be lost here, if so.
    public static Optional<String> missing() {
        if (System.getenv(OWN_NETWORK) == null) {
            return Optional.of("needs a network of its own, see deploy/acceptance/run-slow");
        }
        try {
            List<String> command = new ArrayList<>(group(0));
            command.add("true");
            Command.run(command.toArray(String[]::new));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("needs root, and setpriv: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e.toString());
        }
    }

    /// Returns the command that starts a node so that it can be cut off later.
    ///
    /// @param node how many nodes were started before it
    static List<String> group(int node) {
        return List.of("setpriv", "--regid", Integer.toString(FIRST_GROUP + node), "--keep-groups");
    }

    /// Lets them pass again.
    @Override
    public void close() throws IOException {
        try {
            for (String rule : rules.reversed()) {
                change("--delete", rule);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Packets have an owner where they leave only. So connections are marked on which the node has sent something, whoever made them,
    /// and then lost in both directions; whoever waits for its answer gets none.
    private static String marked(int node) {
        return "iptables -t mangle %%s OUTPUT -m owner --gid-owner %1$d -j CONNMARK --set-mark %1$d"
                .formatted(FIRST_GROUP + node);
    }

    private static String lost(int node, List<Integer> ports) {
        return lost(ports) + " -m connmark --mark " + (FIRST_GROUP + node);
    }

    private static String lost(List<Integer> ports) {
        return "iptables -t filter %%s OUTPUT -p tcp -m multiport --ports %s -j DROP"
                .formatted(ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static void change(String action, String rule)
            throws IOException, InterruptedException {
        Command.run("sh", "-c", rule.formatted(action));
    }
}
