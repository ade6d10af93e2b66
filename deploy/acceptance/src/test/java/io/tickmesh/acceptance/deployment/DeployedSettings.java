package io.tickmesh.acceptance.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The variables that compose and Kubernetes give to each container of a node, by the name of its service.
final class DeployedSettings {
    static final Path DEPLOY =
            Path.of(System.getProperty("tickmesh.root", "../.."), "deploy").normalize();

    private DeployedSettings() {}

    /// Returns those of the services of compose that run a node. A choice such as `${NAME:-value}` is the value.
    static Map<String, Map<String, String>> ofCompose() throws IOException {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        for (Object file : documents(DEPLOY.resolve("compose.yaml"))) {
            map(map(file).get("services"))
                    .forEach((name, service) -> {
                        Map<String, String> variables = new TreeMap<>();
                        map(map(service).getOrDefault("environment", Map.of()))
                                .forEach((key, value) -> variables.put(key, chosen(value)));
                        if (variables.containsKey("TICKMESH_NODE_SERVICES")) {
                            settings.put(name, variables);
                        }
                    });
        }
        return settings;
    }

    /// Returns those of the containers of Deployments below a directory, with what they take of the ConfigMap.
    static Map<String, Map<String, String>> ofKubernetes(String... directories) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes").resolve(directory))) {
                for (Path file : files.sorted().toList()) {
                    documents(file).forEach(object -> objects.add(map(object)));
                }
            }
        }
        Map<String, String> common = new TreeMap<>();
        objects.stream()
                .filter(object -> "ConfigMap".equals(object.get("kind")))
                .forEach(object ->
                        map(object.get("data"))
                                .forEach((key, value) -> common.put(key, value.toString())));
        Map<String, Map<String, String>> settings = new TreeMap<>();
        objects.stream()
                .filter(object -> "Deployment".equals(object.get("kind")))
                .forEach(object ->
                        settings.put(
                                map(object.get("metadata")).get("name").toString(),
                                variables(container(object), common)));
        return settings;
    }

    private static Map<String, Object> container(Map<String, Object> deployment) {
        Map<String, Object> template = map(map(deployment.get("spec")).get("template"));
        return map(list(map(template.get("spec")).get("containers")).getFirst());
    }

    private static Map<String, String> variables(
            Map<String, Object> container, Map<String, String> common) {
        Map<String, String> variables =
                new TreeMap<>(container.containsKey("envFrom") ? common : Map.of());
        list(container.get("env"))
                .forEach(each -> {
                    Map<String, Object> variable = map(each);
                    // What only a cluster knows is the address of the pod.
                    Object value = variable.getOrDefault("value", "127.0.0.1");
                    variables.put(variable.get("name").toString(), value.toString());
                });
        return variables;
    }

    private static String chosen(Object value) {
        return value.toString().replaceAll("^\\$\\{[A-Z_]+:-(.*)}$", "$1");
    }

    private static Iterable<Object> documents(Path file) throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return yaml.loadAll(Files.readString(file));
    }

    @SuppressWarnings("unchecked") // keys of YAML maps are text here
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
