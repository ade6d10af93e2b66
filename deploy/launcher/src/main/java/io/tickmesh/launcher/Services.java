package io.tickmesh.launcher;

import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a node runs.
///
/// @param inMesh its services in the mesh
/// @param simulator whether it runs the local exchange
public record Services(Set<ServiceName> inMesh, boolean simulator) {
    private static final String KEY = "services";
    private static final String SIMULATOR = "simulator";

    public Services {
        inMesh = Collections.unmodifiableSet(copy(inMesh));
    }

    /// Reads `node.services`, by default everything that this feed needs.
    static Services read(ConfigSection node, FeedKind kind) {
        List<String> usual = names().filter(name -> isUsual(name, kind)).toList();
        List<String> listed = node.texts(KEY, usual);
        if (listed.isEmpty()) {
            node.violation(KEY, "must list some of " + choices());
        }
        Set<ServiceName> inMesh = EnumSet.noneOf(ServiceName.class);
        boolean simulator = false;
        for (String name : listed) {
            Optional<ServiceName> service = ServiceName.ofCode(name);
            if (service.isPresent()) {
                inMesh.add(service.get());
            } else if (name.equals(SIMULATOR)) {
                simulator = true;
            } else {
                node.violation(
                        KEY, "has an unknown name: %s, known are %s".formatted(name, choices()));
            }
        }
        return new Services(inMesh, simulator);
    }

    /// Returns whether it runs `service`.
    public boolean has(ServiceName service) {
        return inMesh.contains(service);
    }

    /// Returns whether nothing of the mesh is left to other nodes.
    public boolean isWholeMesh() {
        return inMesh.size() == ServiceName.values().length;
    }

    /// Returns whether one of them keeps something.
    boolean needStorage() {
        return inMesh.stream().anyMatch(service -> service != ServiceName.MARKET_STREAM);
    }

    /// Returns their names, as in the configuration.
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(inMesh.stream().map(ServiceName::code).toList());
        if (simulator) {
            names.add(SIMULATOR);
        }
        return String.join(", ", names);
    }

    private static boolean isUsual(String name, FeedKind kind) {
        return kind != FeedKind.BINANCE || !name.equals(SIMULATOR);
    }

    private static Stream<String> names() {
        return Stream.concat(
                Arrays.stream(ServiceName.values()).map(ServiceName::code), Stream.of(SIMULATOR));
    }

    private static String choices() {
        return String.join(", ", names().toList());
    }

    private static Set<ServiceName> copy(Set<ServiceName> services) {
        Set<ServiceName> copy = EnumSet.noneOf(ServiceName.class);
        copy.addAll(services);
        return copy;
    }
}
