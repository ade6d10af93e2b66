package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.Members;
import io.tickmesh.mesh.cluster.Outlook;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/// Who is alive and what they run, by heartbeats. A registered consumer is not yet visible to remote publishers, so this,
/// and not the registration, says that a service can be talked to. A node is gone after 2.6 s of silence, and at once when the
/// cluster says so. Thread-safe.
///
/// A node that was frozen knows only what was: it keeps what it knew, and takes nothing over, until it has heard the others again.
/// If it hears nobody, it tells that its services are not ready, and waits 12 s until the cluster has taken it in again; only then
/// does it believe that it is alone. See [#isSettled].
public final class Presence {
    /// How often a node says that it lives.
    static final Duration PERIOD = Duration.ofMillis(500);

    /// Pause of this node after which others can have given it up: their time-out without the last period.
    static final Duration INTERRUPTION = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofMillis(2_600);

    private final String self;
    private final Map<ServiceName, ServiceState> own = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    // Guarded by this.
    private final Members members;
    private final Outlook outlook;
    private final Set<String> silent = new HashSet<>();
    private boolean alone = true;

    Presence(String self, LongSupplier nanoTime) {
        this.self = self;
        members = new Members(TIMEOUT, nanoTime);
        outlook = new Outlook(INTERRUPTION, TIMEOUT, nanoTime);
    }

    /// Returns the last heartbeat of each live node, by node name.
    public synchronized List<Heartbeat> nodes() {
        return members.nodes();
    }

    /// Returns the names of the nodes where `service` is READY, in ascending order.
    public synchronized Collection<String> ready(ServiceName service) {
        return members.ready(service);
    }

    /// Returns the last heartbeat of a live node; empty if it is not known to live.
    public synchronized Optional<Heartbeat> node(String name) {
        return members.node(name);
    }

    /// Returns whether some node can answer for `service`.
    public boolean isReady(ServiceName service) {
        return !ready(service).isEmpty();
    }

    /// Returns whether this node knows the others as they are now. It does not just after its start, nor when it comes back
    /// from a pause in which the others can have shared its work among themselves. It seldom takes
    /// more than two seconds to know them again; listeners are told. A node without a cluster is always settled.
    public synchronized boolean isSettled() {
        return alone || outlook.isSettled();
    }

    /// Returns the nodes that have fallen silent while the cluster still lists them, until they are heard again or leave it.
    public synchronized Set<String> silent() {
        return Set.copyOf(silent);
    }

    /// Runs `listener` after each change of nodes or states, and of whether this node is settled, on the mesh's own thread: hand
    /// over, do not work there.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Returns how often this node was so long away that others can have taken over what it owned, for the meter. A node without a
    /// cluster has nobody who could.
    synchronized long interruptions() {
        return alone ? 0 : outlook.interruptions();
    }

    /// Returns whether this node has known the others at least once.
    synchronized boolean hasBegun() {
        return alone || outlook.hasBegun();
    }

    /// This node is one of a cluster, which lists these nodes now.
    synchronized void begin(Set<String> listed) {
        alone = false;
        outlook.begin(others(listed));
    }

    void state(ServiceName service, ServiceState state) {
        own.put(service, state);
    }

    Map<ServiceName, ServiceState> own() {
        return own;
    }

    /// Returns what the others are told of the services of this node: nothing is ready on a node that has lost the others.
    Map<ServiceName, ServiceState> told() {
        boolean lost;
        synchronized (this) {
            lost = !alone && outlook.isLost();
        }
        Map<ServiceName, ServiceState> told = new EnumMap<>(ServiceName.class);
        own.forEach((service, state) ->
                told.put(
                        service,
                        lost && state == ServiceState.READY ? ServiceState.STARTING : state));
        return told;
    }

    void heard(Heartbeat heartbeat) {
        boolean changed;
        synchronized (this) {
            boolean before = outlook.isSettled();
            if (!heartbeat.node().equals(self)) {
                outlook.heard(heartbeat.node());
            }
            silent.remove(heartbeat.node());
            changed = members.heard(heartbeat) || before != outlook.isSettled();
        }
        announce(changed);
    }

    /// The cluster says that a node has left it.
    void gone(String node) {
        boolean changed;
        synchronized (this) {
            if (outlook.isCutOff()) {
                // It is this node that has left.
                return;
            }
            boolean before = outlook.isSettled();
            outlook.gone(node);
            silent.remove(node);
            changed = members.gone(node) || before != outlook.isSettled();
        }
        announce(changed);
    }

    /// Is to be called once in each period: notices nodes that fell silent, and a pause of this one.
    void look() {
        boolean changed;
        synchronized (this) {
            boolean before = outlook.isSettled();
            Set<String> known = new HashSet<>();
            members.nodes().forEach(heartbeat -> known.add(heartbeat.node()));
            boolean interrupted = outlook.look(others(known));
            if (interrupted || outlook.isCutOff()) {
                members.listenAnew();
            }
            Set<String> expired = members.expire();
            silent.addAll(expired);
            changed = !expired.isEmpty() || interrupted || before != outlook.isSettled();
        }
        announce(changed);
    }

    private Set<String> others(Set<String> names) {
        Set<String> others = new HashSet<>(names);
        others.remove(self);
        return others;
    }

    private void announce(boolean changed) {
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
