package io.tickmesh.mesh.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.NetworkConfig;

/// Hazelcast as the mesh uses it: it says who is there and where their event buses listen, and nothing else.
final class Membership {
    /// Attribute of a member: the name of the node.
    static final String NODE = "tickmesh.node";

    static final String LOGGING = "hazelcast.logging.type";

    private Membership() {}

    static Config config(String node, ClusterConfig cluster) {
        Config config = new Config().setClusterName(cluster.name());
        config.getMemberAttributeConfig().setAttribute(NODE, node);
        network(config.getNetworkConfig(), cluster);
        // What the event bus keeps survives the loss of one member.
        config.addMultiMapConfig(
                new MultiMapConfig("__vertx.subs")
                        .setBackupCount(1)
                        .setValueCollectionType(ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.getWhitelist().addPrefixes("io.vertx.");
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter);
        config.getMetricsConfig().setEnabled(false);
        // A hung member blocks new registrations until it is removed: notice it in seconds, not in
        // the default minute. Heartbeats that come later than half of that do not count, so less
        // would split a mesh whose machine is merely busy. What nodes own does not wait for it.
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "8");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "6");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "3");
        // Where members were is in the configuration; those that are gone would only be waited for.
        config.setProperty(
                "hazelcast.tcp.join.previously.joined.member.address.retention.seconds", "0");
        config.setProperty(
                "hazelcast.wait.seconds.before.join",
                Long.toString(cluster.joinWait().toSeconds()));
        config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
        config.setProperty("hazelcast.partition.count", "71");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty(LOGGING, "slf4j");
        // Otherwise it leaves out addresses of IPv6, even the one that it is given.
        config.setProperty("hazelcast.prefer.ipv4.stack", Boolean.toString(!cluster.isIpv6()));
        return config;
    }

    private static void network(NetworkConfig network, ClusterConfig cluster) {
        int port = cluster.port() == 0 ? ClusterConfig.USUAL_PORT : cluster.port();
        network.setPort(port)
                .setPortAutoIncrement(cluster.takesFreePort())
                .setPortCount(ClusterConfig.LOCAL_PORTS)
                // A node that was killed comes back to its port at once.
                .setReuseAddress(true)
                .setPublicAddress(cluster.host());
        network.getInterfaces().setEnabled(true).addInterface(cluster.host());
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        if (cluster.dns().isPresent()) {
            // Looks up all addresses of a name, also outside of Kubernetes.
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", cluster.dns().get())
                    .setProperty("service-port", Integer.toString(port));
        } else {
            join.setTcpIpConfig(
                    new ReachableMembers().setEnabled(true).setMembers(cluster.members()));
        }
    }
}
