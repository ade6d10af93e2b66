package io.tickmesh.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesConfigTest {
    private static final String KEY = "Sesame-4711_open";

    @Test
    void hasTheExchangeOfTheFeedByDefault() {
        assertThat(read("", Map.of()))
                .isEqualTo(
                        new PricesConfig(
                                Map.of(
                                        "binance",
                                        new SourceConfig(
                                                SourceKind.BINANCE,
                                                Optional.empty(),
                                                null,
                                                50,
                                                Duration.ofSeconds(5))),
                                Duration.ofSeconds(10),
                                8));
    }

    @Test
    void readsSourcesAndTakesTheKeyFromTheEnvironment() {
        PricesConfig config =
                read(
                        """
                        prices:
                          answer-within: 4s
                          at-once: 3
                          sources:
                            binance: {in-flight: 20}
                            polygon: {timeout: 2s}
                            other: {kind: binance, url: "https://api.example.com"}
                        """,
                        Map.of("TICKMESH_PRICES_SOURCES_POLYGON_API_KEY", KEY));

        assertThat(config.answerWithin()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.atOnce()).isEqualTo(3);
        assertThat(config.sources()).containsOnlyKeys("binance", "polygon", "other");
        assertThat(source(config, "binance").inFlight()).isEqualTo(20);
        assertThat(source(config, "polygon"))
                .isEqualTo(
                        new SourceConfig(
                                SourceKind.POLYGON,
                                Optional.of(URI.create("https://api.polygon.io")),
                                new ApiKey(KEY),
                                50,
                                Duration.ofSeconds(2)));
        assertThat(source(config, "other").url()).contains(URI.create("https://api.example.com"));
        assertThat(config.toString()).doesNotContain(KEY);
    }

    @Test
    void readsTheKeyFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");

        PricesConfig config =
                read(
                        "prices: {sources: {us: {kind: polygon, api-key-file: %s}}}"
                                .formatted(file),
                        Map.of());

        assertThat(source(config, "us").key()).isEqualTo(new ApiKey(KEY));
    }

    @Test
    void reportsEverythingThatIsWrongAndShowsNoKey() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        read(
                                """
                                prices:
                                  answer-within: never
                                  at-once: 0
                                  sources:
                                    UPPER: {}
                                    binance: {in-flight: 501, timeout: 31s, url: "ftp://somewhere"}
                                    polygon: {}
                                    both: {kind: polygon, api-key: a, api-key-file: b}
                                    file: {kind: polygon, api-key-file: /no/such/file}
                                    plain: {kind: polygon, url: "http://example.com", api-key: a}
                                    blank: {kind: polygon, api-key: "%s %s"}
                                    query: {kind: binance, url: "https://example.com/?key=%s"}
                                    what: {kind: bloomberg}
                                """
                                        .formatted(KEY, KEY, KEY),
                                Map.of()))
                .satisfies(failure -> {
                    assertThat(failure.violations())
                            .extracting(violation -> violation.substring(0, violation.indexOf(" ")))
                            .contains(
                                    "prices.answer-within",
                                    "prices.at-once",
                                    "prices.sources",
                                    "prices.sources.binance.in-flight",
                                    "prices.sources.binance.timeout",
                                    "prices.sources.binance.url",
                                    "prices.sources.polygon.api-key",
                                    "prices.sources.both.api-key",
                                    "prices.sources.file.api-key-file",
                                    "prices.sources.plain.url",
                                    "prices.sources.blank.api-key",
                                    "prices.sources.query.url",
                                    "prices.sources.what.kind");
                    assertThat(failure.toString() + failure.violations()).doesNotContain(KEY);
                });
    }

    private static SourceConfig source(PricesConfig config, String name) {
        return Objects.requireNonNull(config.sources().get(name));
    }

    private static PricesConfig read(String yaml, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(yaml, environment, Map.of());
        PricesConfig config = PricesConfig.read(reader.section("prices"));
        reader.verify();
        return config;
    }
}
