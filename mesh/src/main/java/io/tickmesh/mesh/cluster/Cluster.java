package io.tickmesh.mesh.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.util.List;

/// Configuration of the Hazelcast cluster that carries the event bus between nodes.
///
/// Hazelcast itself has neither encryption nor authentication in the open-source edition: its port belongs on a private network.
public final class Cluster {
    private Cluster() {}

    /// Returns the configuration of one member.
    ///
    /// @param name members of another name do not join
    /// @param host address this member binds to and is known by
    /// @param port port of this member; with 0 the first free one from 5701 on
    /// @param members addresses of the others, as `host` or `host:port`
    public static Config config(String name, String host, int port, List<String> members) {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(name);
        config.getNetworkConfig()
                .setPort(port == 0 ? 5701 : port)
                .setPortAutoIncrement(port == 0)
                .setPublicAddress(host);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(host);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members);
        // A hung member blocks registrations until it is removed: notice it in seconds, not in the
        // default minute.
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "5");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
        config.setProperty("hazelcast.partition.count", "71");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        return config;
    }
}
