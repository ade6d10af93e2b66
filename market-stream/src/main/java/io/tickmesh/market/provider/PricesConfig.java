package io.tickmesh.market.provider;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings of the price providers (section `prices`).
///
/// @param sources by name; there is always one named `binance`
/// @param answerWithin how long a question may take; what is not there by then becomes an error of its symbol
/// @param atOnce questions under way at the same time; more are refused
public record PricesConfig(Map<String, SourceConfig> sources, Duration answerWithin, int atOnce) {
    private static final String EXCHANGE = "binance";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final int AT_ONCE = 8;
    private static final int MOST_AT_ONCE = 100;

    public PricesConfig {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        if (answerWithin.compareTo(SHORTEST) < 0 || atOnce < 1) {
            throw new IllegalArgumentException(
                    "answerWithin must be at least 10ms and atOnce at least 1, was %s and %d"
                            .formatted(answerWithin, atOnce));
        }
    }

    /// Reads the section `prices`; what cannot be used is noted there. A source is of the kind that its name says, or of kind
    /// `binance`, unless it says otherwise.
    public static PricesConfig read(ConfigSection section) {
        ConfigSection inner = section.section("sources");
        Map<String, SourceConfig> sources = new LinkedHashMap<>();
        sources.put(EXCHANGE, SourceConfig.read(inner.section(EXCHANGE), SourceKind.BINANCE));
        for (String name : section.keys("sources")) {
            if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
                section.violation("sources", "must have names such as polygon, was " + name);
            } else if (!name.equals(EXCHANGE)) {
                SourceKind usual = SourceKind.byName().getOrDefault(name, SourceKind.BINANCE);
                sources.put(name, SourceConfig.read(inner.section(name), usual));
            }
        }
        return new PricesConfig(
                sources,
                section.duration("answer-within", ANSWER_WITHIN, SHORTEST),
                section.number("at-once", AT_ONCE, 1, MOST_AT_ONCE));
    }
}
