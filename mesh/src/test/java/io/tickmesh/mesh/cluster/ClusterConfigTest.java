package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterConfigTest {
    @TempDir Path directory;

    @Test
    void aNodeIsAloneUnlessItIsTold() {
        assertThat(read("")).isEqualTo(ClusterConfig.ALONE);
    }

    @Test
    void nodesOfOneMachineFindEachOtherWithoutBeingTold() {
        ClusterConfig config = read("cluster: {enabled: true}");

        assertThat(config.takesFreePort()).isTrue();
        assertThat(config.members()).hasSize(10).contains("127.0.0.1:5701", "127.0.0.1:5710");
    }

    @Test
    void nodesOfOneMachineFindEachOtherOnItsLoopbackAddressOfIpv6Too() {
        assumeTrue(OwnAddress.find("::1").isPresent(), "this machine has no ::1");

        ClusterConfig config = read("cluster: {enabled: true, host: '::1'}");

        assertThat(config.takesFreePort()).isTrue();
        assertThat(config.isIpv6()).isTrue();
        assertThat(config.members()).hasSize(10).contains("[0:0:0:0:0:0:0:1]:5701");
    }

    @Test
    void readsEverything() throws Exception {
        Path pem = Files.createFile(directory.resolve("some.pem"));

        ClusterConfig config =
                read(
                        """
                        cluster:
                          enabled: true
                          name: blue
                          host: localhost
                          port: 6001
                          bus-port: 6002
                          dns: nodes.example
                          join-wait: 1s
                          tls: {certificate: %1$s, key: %1$s, trust: %1$s}
                        """
                                .formatted(pem));

        assertThat(config.name()).isEqualTo("blue");
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.takesFreePort()).isFalse();
        assertThat(config.busPort()).isEqualTo(6002);
        assertThat(config.members()).isEmpty();
        assertThat(config.dns()).contains("nodes.example");
        assertThat(config.joinWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.tls()).contains(new ClusterConfig.BusTls(pem, pem, pem));
    }

    @Test
    void refusesAnAddressThatIsNotOfThisMachine() {
        refuses(
                "cluster: {enabled: true, host: 198.51.100.0/24, members: [a]}",
                "cluster.host must be an address of this machine");
    }

    @Test
    void refusesTwoWaysToFindTheOthers() {
        refuses(
                "cluster: {enabled: true, members: [a], dns: b}",
                "cluster.dns and cluster.members must not both be given");
    }

    @Test
    void refusesHalfOfTheEncryption() throws Exception {
        Path pem = Files.createFile(directory.resolve("some.pem"));

        refuses("cluster: {tls: {key: %s}}".formatted(pem), "cluster.tls.certificate");
        refuses(
                "cluster: {tls: {certificate: %1$s, key: /nowhere, trust: %1$s}}".formatted(pem),
                "cluster.tls.key must be a file that can be read");
    }

    private static ClusterConfig read(String yaml) {
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), Map.of());
        ClusterConfig config = ClusterConfig.read(reader.section("cluster"));
        reader.verify();
        return config;
    }

    private static void refuses(String yaml, String violation) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(violation);
    }
}
