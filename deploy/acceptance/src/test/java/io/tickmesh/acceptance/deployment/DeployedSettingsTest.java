package io.tickmesh.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.launcher.NodeConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What compose and Kubernetes tell the nodes, read as a node reads it.
final class DeployedSettingsTest {
    @TempDir private static Path directory;

    @Test
    void composeTellsNodesWhatTheyUnderstand() throws IOException {
        assertThat(understood(DeployedSettings.ofCompose())).isEqualTo(everyService());
    }

    @Test
    void kubernetesTellsNodesWhatTheyUnderstand() throws IOException {
        assertThat(understood(DeployedSettings.ofKubernetes("base", "demo")))
                .isEqualTo(everyService());
    }

    @Test
    void nodesOfAClusterHaveOneDatabaseAndFindEachOther() throws IOException {
        for (Map<String, Map<String, String>> all :
                List.of(DeployedSettings.ofCompose(), DeployedSettings.ofKubernetes("base"))) {
            all.remove("simulator");
            assertThat(all.values())
                    .allSatisfy(variables -> {
                        NodeConfig node = read(variables);
                        assertThat(node.cluster().enabled()).isTrue();
                        assertThat(node.cluster().dns()).isPresent();
                        assertThat(node.storage().server()).isPresent();
                    });
        }
    }

    /// Returns what each of them runs, by its name, and fails if one does not accept what it is told.
    private static Map<String, String> understood(Map<String, Map<String, String>> all) {
        Map<String, String> services = new TreeMap<>();
        all.forEach((name, variables) ->
                services.put(name, read(variables).node().services().toString()));
        return services;
    }

    private static Map<String, String> everyService() {
        Map<String, String> services = new TreeMap<>(Map.of("simulator", "simulator"));
        Arrays.stream(ServiceName.values())
                .map(ServiceName::code)
                .forEach(code -> services.put(code, code));
        return services;
    }

    private static NodeConfig read(Map<String, String> variables) {
        try {
            Map<String, String> here = new HashMap<>(variables);
            for (String name : new TreeSet<>(variables.keySet())) {
                if (name.endsWith("_FILE")) {
                    Path secret = directory.resolve(name);
                    Files.writeString(secret, "0123456789abcdef0123456789abcdef");
                    here.put(name, secret.toString());
                }
            }
            // The name of all containers, which has an address of each.
            here.replace("TICKMESH_CLUSTER_HOST", "127.0.0.1");
            String yaml = Files.readString(DeployedSettings.DEPLOY.resolve("tickmesh.yaml"));
            ConfigReader reader = ConfigReader.of(yaml, here, Map.of());
            NodeConfig config = NodeConfig.read(reader);
            reader.verify();
            return config;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
