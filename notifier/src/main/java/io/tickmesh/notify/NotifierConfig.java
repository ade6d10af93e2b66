package io.tickmesh.notify;

import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.event.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Configuration of the notifier.
///
/// @param severities severity of each kind of alert; kinds without one are not told
/// @param log the least severity that is logged; empty for no log channel
/// @param telegram empty for no Telegram channel
/// @param queueCapacity alerts that may wait in front of each channel
public record NotifierConfig(
        Map<AlertKind, Severity> severities,
        Optional<Severity> log,
        Optional<TelegramConfig> telegram,
        int queueCapacity) {

    private static final int QUEUE = 1_000;
    private static final int LONGEST_QUEUE = 100_000;

    public NotifierConfig {
        severities = Collections.unmodifiableMap(new LinkedHashMap<>(severities));
        if (queueCapacity <= 0) {
            throw new IllegalArgumentException(
                    "queueCapacity must be positive, was " + queueCapacity);
        }
    }

    /// Reads the section `notifier`.
    public static NotifierConfig read(ConfigSection section) {
        return new NotifierConfig(
                severities(section.section("severities")),
                log(section.section("log")),
                TelegramConfig.read(section.section("telegram")),
                section.number("queue-capacity", QUEUE, 1, LONGEST_QUEUE));
    }

    private static Map<AlertKind, Severity> severities(ConfigSection section) {
        Map<String, Optional<Severity>> choices = new LinkedHashMap<>();
        Severity.byName().forEach((name, severity) -> choices.put(name, Optional.of(severity)));
        choices.put("off", Optional.empty());
        Map<AlertKind, Severity> severities = new EnumMap<>(AlertKind.class);
        for (AlertKind kind : AlertKind.values()) {
            section.choice(kind.key(), Optional.of(kind.usual()), choices)
                    .ifPresent(severity -> severities.put(kind, severity));
        }
        return severities;
    }

    /// Every fill would drown the log, so it starts at WARNING.
    private static Optional<Severity> log(ConfigSection section) {
        boolean enabled = section.flag("enabled", true);
        Severity least = section.choice("min-severity", Severity.WARNING, Severity.byName());
        return enabled ? Optional.of(least) : Optional.empty();
    }
}
