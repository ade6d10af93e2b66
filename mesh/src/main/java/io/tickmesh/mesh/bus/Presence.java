package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.Members;
import io.tickmesh.mesh.cluster.Outlook;
import io.tickmesh.mesh.cluster.ReadingLag;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /// What a node reads this late has waited at its publisher. Its answer is at most a period old.
    private static final Duration BEHIND = TIMEOUT.plus(PERIOD);

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final String self;
    private final LongSupplier nanoTime;
    private final long begin;
    private final Map<ServiceName, ServiceState> own = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    // Guarded by this.
    private final Members members;
    private final Outlook outlook;
    private final Set<String> silent = new HashSet<>();
    private final Set<String> behind = new HashSet<>();
    private final Map<String, ReadingLag> lags = new HashMap<>();
    private boolean alone = true;

    Presence(String self, LongSupplier nanoTime) {
        this.self = self;
        this.nanoTime = nanoTime;
        begin = nanoTime.getAsLong();
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

    /// Returns the nodes that do not read what they are sent: those that have fallen silent while the cluster still lists them, until
    /// they are heard again or leave it, and those that are heard, but read what is more than 3 s old, until they have caught up.
    public synchronized Set<String> unreading() {
        Set<String> unreading = new HashSet<>(silent);
        unreading.addAll(behind);
        return unreading;
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

    /// Returns the clock of each live node, see [Heartbeat#clocks].
    synchronized Map<String, Long> clocks() {
        Map<String, Long> clocks = new TreeMap<>();
        for (Heartbeat heartbeat : members.nodes()) {
            Long clock = heartbeat.clocks().get(heartbeat.node());
            if (clock != null) {
                clocks.put(heartbeat.node(), clock);
            }
        }
        clocks.put(self, clock());
        return clocks;
    }

    void heard(Heartbeat heartbeat) {
        boolean changed;
        synchronized (this) {
            boolean before = outlook.isSettled();
            boolean other = !heartbeat.node().equals(self);
            if (other) {
                outlook.heard(heartbeat.node());
            }
            boolean back = silent.remove(heartbeat.node());
            boolean follows = other && follow(heartbeat);
            changed = members.heard(heartbeat) || back || follows || before != outlook.isSettled();
        }
        announce(changed);
    }

    /// Returns whether it changed that the node has fallen behind. Just after a pause of this node all seem to have.
    private boolean follow(Heartbeat heartbeat) {
        String node = heartbeat.node();
        long late =
                lags.computeIfAbsent(node, _ -> new ReadingLag()).millis(heartbeat, self, clock());
        if (late <= BEHIND.toMillis() || !isSettled()) {
            return behind.remove(node);
        }
        boolean added = behind.add(node);
        if (added) {
            LOG.atWarn()
                    .addKeyValue("node", node)
                    .addKeyValue("millis", late)
                    .log("a node is behind, it is sent heartbeats only until it has caught up");
        }
        return added;
    }

    private long clock() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - begin);
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
            forget(Set.of(node));
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
            forget(expired);
            changed = !expired.isEmpty() || interrupted || before != outlook.isSettled();
        }
        announce(changed);
    }

    private void forget(Set<String> nodes) {
        behind.removeAll(nodes);
        lags.keySet().removeAll(nodes);
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
