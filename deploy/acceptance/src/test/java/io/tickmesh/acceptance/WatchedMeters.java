package io.tickmesh.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The meters that the alerts and dashboards of deploy/monitoring name.
final class WatchedMeters {
    private static final Pattern METER = Pattern.compile("\\b(tickmesh|jvm|process)_[a-z0-9_]+");

    /// Perhaps nothing has been collected yet.
    private static final Set<String> LATER = Set.of("jvm_gc_pause_seconds_max");

    private WatchedMeters() {}

    static Set<String> ofAlerts() throws IOException {
        try (Stream<String> lines =
                Files.lines(Platform.root().resolve("deploy/monitoring/alerts.yml"))) {
            return namesIn(lines.filter(line -> !line.contains("summary:")).toList());
        }
    }

    static Set<String> ofDashboards() throws IOException {
        Path directory = Platform.root().resolve("deploy/monitoring/grafana/dashboards");
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                JsonNode dashboard = new JsonMapper().readTree(file.toFile());
                names.addAll(namesIn(dashboard.findValuesAsText("expr")));
            }
        }
        return names;
    }

    /// Returns the names that a node tells Prometheus.
    static Set<String> exported(String metrics) {
        Set<String> names = new TreeSet<>();
        metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.split("[ {]", 2)[0]));
        return names;
    }

    private static Set<String> namesIn(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            Matcher matcher = METER.matcher(expression);
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        names.removeAll(LATER);
        return names;
    }
}
