package io.tickmesh.mesh.cluster;

import io.vertx.core.Future;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who reads an address, as this node knew it last, without those who cannot read now. What the cluster remembers of it can take
/// seconds to answer while a member hangs or is being removed, and all that is published meanwhile would wait in memory: an address
/// that was ever asked for is answered from here, and looked up again behind the scenes. Thread-safe.
final class Routes implements RegistrationListener {
    /// Of older losses the cluster has long been rid.
    private static final int LOSSES = 64;

    private final RegistrationListener bus;
    private final Function<String, Future<List<RegistrationInfo>>> lookUp;
    private final Consumer<Runnable> later;
    // Guarded by this, as all below. Bounded by the number of addresses that are used.
    private final Map<String, Known> known = new HashMap<>();
    private final SequencedSet<String> overdue = new LinkedHashSet<>();
    private SequencedSet<String> gone = new LinkedHashSet<>();
    private Set<String> unreading = Set.of();
    private String spared = "";
    private boolean looking;

    /// @param bus is told of changes
    /// @param lookUp asks the cluster; must not wait
    /// @param later runs what failed again, after a pause
    Routes(
            RegistrationListener bus,
            Function<String, Future<List<RegistrationInfo>>> lookUp,
            Consumer<Runnable> later) {
        this.bus = bus;
        this.lookUp = lookUp;
        this.later = later;
    }

    /// Returns who reads an address; waits for the cluster only if nothing is known.
    Future<List<RegistrationInfo>> of(String address) {
        Known route;
        synchronized (this) {
            route = known.computeIfAbsent(address, _ -> new Known());
            if (route.readers != null) {
                return Future.succeededFuture(listening(address, route.readers));
            }
        }
        return lookUp.apply(address).map(readers -> first(address, route, readers));
    }

    @Override
    public synchronized boolean wantsUpdatesFor(String address) {
        return known.containsKey(address);
    }

    /// No readers can also mean that the cluster could not be asked.
    @Override
    public void registrationsUpdated(RegistrationUpdateEvent event) {
        if (event.registrations().isEmpty()) {
            lookUpAgain(List.of(event.address()));
        } else {
            learn(event.address(), event.registrations());
        }
    }

    @Override
    public void registrationsLost() {
        List<String> all;
        synchronized (this) {
            all = List.copyOf(known.keySet());
        }
        lookUpAgain(all);
    }

    /// These nodes have left the cluster, though it may still remember what they read.
    synchronized void gone(Set<String> nodes) {
        SequencedSet<String> all = new LinkedHashSet<>(gone);
        all.addAll(nodes);
        while (all.size() > LOSSES) {
            all.removeFirst();
        }
        change(all, unreading);
    }

    /// These nodes are in the cluster, again or for the first time.
    synchronized void present(Collection<String> nodes) {
        SequencedSet<String> all = new LinkedHashSet<>(gone);
        all.removeAll(nodes);
        change(all, unreading);
    }

    /// These nodes, and no others, are sent nothing but `address`, by which they are to notice that they are missed.
    synchronized void unreading(Set<String> nodes, String address) {
        spared = address;
        change(gone, Set.copyOf(nodes));
    }

    private void change(SequencedSet<String> nowGone, Set<String> nowUnreading) {
        if (nowGone.equals(gone) && nowUnreading.equals(unreading)) {
            return;
        }
        gone = nowGone;
        unreading = nowUnreading;
        known.forEach((address, route) -> tell(address, route.readers));
    }

    private synchronized List<RegistrationInfo> first(
            String address, Known route, List<RegistrationInfo> readers) {
        if (route.readers == null) {
            if (readers.isEmpty()) {
                known.remove(address, route);
            } else {
                route.readers = List.copyOf(readers);
            }
        }
        return listening(address, Optional.ofNullable(route.readers).orElse(readers));
    }

    private synchronized void learn(String address, List<RegistrationInfo> readers) {
        Known route = known.get(address);
        if (route != null) {
            route.readers = List.copyOf(readers);
            route.changes++;
            tell(address, route.readers);
        }
    }

    private void tell(String address, @Nullable List<RegistrationInfo> readers) {
        if (readers != null) {
            bus.registrationsUpdated(
                    new RegistrationUpdateEvent(address, listening(address, readers)));
        }
    }

    private List<RegistrationInfo> listening(String address, List<RegistrationInfo> readers) {
        if (gone.isEmpty() && unreading.isEmpty()) {
            return readers;
        }
        return readers.stream().filter(reader -> listens(address, reader.nodeId())).toList();
    }

    private boolean listens(String address, String node) {
        return !gone.contains(node) && (!unreading.contains(node) || address.equals(spared));
    }

    /// One after the other: each can take a thread for seconds.
    private void lookUpAgain(List<String> addresses) {
        synchronized (this) {
            overdue.addAll(addresses);
            if (looking) {
                return;
            }
            looking = true;
        }
        lookUpNext();
    }

    private void lookUpNext() {
        String address;
        long changes;
        synchronized (this) {
            if (overdue.isEmpty()) {
                looking = false;
                return;
            }
            address = overdue.removeFirst();
            Known route = known.get(address);
            changes = route == null ? 0 : route.changes;
        }
        lookUp.apply(address)
                .onComplete((readers, failure) -> {
                    if (failure == null) {
                        renew(address, changes, readers);
                    } else {
                        later.accept(() -> lookUpAgain(List.of(address)));
                    }
                    lookUpNext();
                });
    }

    /// An update that came meanwhile is newer.
    private synchronized void renew(String address, long changes, List<RegistrationInfo> readers) {
        Known route = known.get(address);
        if (route == null || route.changes != changes) {
            return;
        }
        learn(address, readers);
        if (readers.isEmpty()) {
            known.remove(address);
        }
    }

    private static final class Known {
        /// Null until the cluster has answered.
        @Nullable List<RegistrationInfo> readers;

        long changes;
    }
}
