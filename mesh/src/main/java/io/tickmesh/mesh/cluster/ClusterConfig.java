package io.tickmesh.mesh.cluster;

import io.tickmesh.mesh.config.ConfigSection;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How a node finds the others and talks to them.
///
/// @param enabled whether there are others at all; without, nothing else matters
/// @param name nodes of another name do not join
/// @param host address that this node binds to and is known by
/// @param port port of the membership; 0 for [#USUAL_PORT], or on a loopback address for the first free one of ten from there on
/// @param busPort port of the event bus; 0 for any that is free
/// @param members addresses of all nodes as `host`, `host:port` or `[address of IPv6]:port`, this one included or not; empty if `dns`
///     finds them
/// @param dns name that resolves to the addresses of all nodes
/// @param joinWait how long the oldest node gathers those that start at the same time before it lets them in; whole seconds
/// @param tls encrypts the event bus; the membership itself is never encrypted
public record ClusterConfig(
        boolean enabled,
        String name,
        String host,
        int port,
        int busPort,
        List<String> members,
        Optional<String> dns,
        Duration joinWait,
        Optional<BusTls> tls) {
    public static final int USUAL_PORT = 5701;

    /// A node without others.
    public static final ClusterConfig ALONE =
            new ClusterConfig(
                    false,
                    "tickmesh",
                    "127.0.0.1",
                    0,
                    0,
                    List.of(),
                    Optional.empty(),
                    Duration.ofSeconds(3),
                    Optional.empty());

    /// How many nodes of one machine find each other on a loopback address without being told.
    static final int LOCAL_PORTS = 10;

    private static final int LARGEST_PORT = 65_535;

    public ClusterConfig {
        members = List.copyOf(members);
    }

    /// Certificate, key and authorities of the event bus, as PEM files. Both ends show a certificate that one of the authorities in
    /// `trust` has signed; whom it names does not matter.
    public record BusTls(Path certificate, Path key, Path trust) {}

    /// Reads the section `cluster`.
    public static ClusterConfig read(ConfigSection section) {
        boolean enabled = section.flag("enabled", ALONE.enabled);
        String name = section.text("name", ALONE.name);
        String host = host(section, enabled);
        List<String> members = section.texts("members", List.of());
        Optional<String> dns = section.text("dns");
        if (!members.isEmpty() && dns.isPresent()) {
            section.violation("dns", "and cluster.members must not both be given");
        }
        if (enabled && members.isEmpty() && dns.isEmpty()) {
            if (!isLoopback(host)) {
                section.violation("members", "or cluster.dns must say where the other nodes are");
            }
            members = localMembers(host);
        }
        return new ClusterConfig(
                enabled,
                name,
                host,
                section.number("port", ALONE.port, 0, LARGEST_PORT),
                section.number("bus-port", ALONE.busPort, 0, LARGEST_PORT),
                members,
                dns,
                section.duration("join-wait", ALONE.joinWait, Duration.ZERO),
                tls(section.section("tls")));
    }

    /// Returns whether nodes of one machine may each take the first free port.
    boolean takesFreePort() {
        return port == 0 && isLoopback(host);
    }

    /// Returns whether the address that it binds to is one of IPv6.
    boolean isIpv6() {
        return host.contains(":");
    }

    private static String host(ConfigSection section, boolean enabled) {
        String host = section.text("host", ALONE.host);
        if (!enabled) {
            return host;
        }
        Optional<String> address = OwnAddress.find(host).map(InetAddress::getHostAddress);
        if (address.isEmpty()) {
            section.violation(
                    "host",
                    "must be an address of this machine, a name of one, or a network such as 10.1.0.0/16 of which it has one; was "
                            + host);
        }
        return address.orElse(host);
    }

    private static boolean isLoopback(String host) {
        return OwnAddress.find(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static List<String> localMembers(String host) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return IntStream.range(USUAL_PORT, USUAL_PORT + LOCAL_PORTS)
                .mapToObj(port -> shown + ":" + port)
                .toList();
    }

    private static Optional<BusTls> tls(ConfigSection section) {
        Optional<Path> certificate = file(section, "certificate");
        Optional<Path> key = file(section, "key");
        Optional<Path> trust = file(section, "trust");
        if (certificate.isEmpty() && key.isEmpty() && trust.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty() || trust.isEmpty()) {
            section.violation("certificate", "key and trust belong together, one is missing");
            return Optional.empty();
        }
        return Optional.of(new BusTls(certificate.get(), key.get(), trust.get()));
    }

    private static Optional<Path> file(ConfigSection section, String key) {
        Optional<Path> file = section.text(key).map(Path::of);
        if (file.filter(Files::isReadable).isEmpty() && file.isPresent()) {
            section.violation(key, "must be a file that can be read");
        }
        return file;
    }
}
