package io.tickmesh.launcher;

import io.tickmesh.mesh.config.ConfigSection;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/// The section `node`: what this node is, beside what it has in common with all others.
///
/// @param name unique in the mesh, also among the nodes that have ended
/// @param services what it runs
/// @param host address of `port`
/// @param port where health and metrics are answered without a token; 0 for nowhere
public record NodeSection(String name, Services services, String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LONGEST_HOST = 40;
    private static final int SUFFIXES = 36 * 36 * 36 * 36;

    static NodeSection read(ConfigSection node, FeedKind kind) {
        String name = node.text("name", usualName());
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            node.violation(
                    "name",
                    "must have at most 63 letters, digits, dots and dashes, was %s"
                            .formatted(name));
        }
        return new NodeSection(
                name,
                Services.read(node, kind),
                node.text("host", LOOPBACK),
                node.number("port", 0, 0, 65_535));
    }

    /// A node that starts again is another one: two lives of one name could not be told apart. The part that stays says where it
    /// ran; deploy/run and containers tell it.
    private static String usualName() {
        String host = System.getenv().getOrDefault("HOSTNAME", "");
        String label = host.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
        String clean = label.replaceAll("[^a-z0-9-]", "").replaceAll("^-+", "");
        String kept = clean.substring(0, Math.min(clean.length(), LONGEST_HOST));
        String suffix = Integer.toString(ThreadLocalRandom.current().nextInt(SUFFIXES), 36);
        return (kept.isEmpty() ? "node" : kept) + "-" + "0".repeat(4 - suffix.length()) + suffix;
    }
}
