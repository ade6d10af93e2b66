package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.Members;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who is alive and what they run, by heartbeats. A registered consumer is not yet visible to remote publishers, so this,
/// and not the registration, says that a service can be talked to. Thread-safe.
public final class Presence {
    /// How often a node says that it lives.
    static final Duration PERIOD = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofMillis(2_600);

    private final Map<ServiceName, ServiceState> own = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    // Guarded by this.
    private final Members members = new Members(TIMEOUT, System::nanoTime);

    Presence() {}

    /// Returns the last heartbeat of each live node, by node name.
    public synchronized List<Heartbeat> nodes() {
        return members.nodes();
    }

    /// Returns the names of the nodes where `service` is READY, in ascending order.
    public synchronized Collection<String> ready(ServiceName service) {
        return members.ready(service);
    }

    /// Returns whether some node can answer for `service`.
    public boolean isReady(ServiceName service) {
        return !ready(service).isEmpty();
    }

    /// Runs `listener` after each change of nodes or states, on the mesh's own thread: hand over, do not work there.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void state(ServiceName service, ServiceState state) {
        own.put(service, state);
    }

    Map<ServiceName, ServiceState> own() {
        return own;
    }

    void heard(Heartbeat heartbeat) {
        boolean changed;
        synchronized (this) {
            changed = members.heard(heartbeat);
        }
        announce(changed);
    }

    void expire() {
        boolean changed;
        synchronized (this) {
            changed = members.expire();
        }
        announce(changed);
    }

    private void announce(boolean changed) {
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
