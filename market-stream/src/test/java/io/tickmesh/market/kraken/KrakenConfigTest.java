package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.market.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KrakenConfigTest {
    @Test
    void isNoFeedWithoutSymbols() {
        assertThat(read("", Map.of())).isEmpty();
    }

    @Test
    void hasDefaultsForAllButItsSymbols() {
        KrakenConfig config =
                read("feed: {kraken: {symbols: [BTCUSD.KRAKEN]}}", Map.of()).orElseThrow();

        assertThat(config.symbols()).containsExactly("BTCUSD.KRAKEN");
        assertThat(config.intervals()).containsExactly(Interval.M1, Interval.M5, Interval.M15);
        assertThat(config.restUrl()).isEqualTo(URI.create("https://api.kraken.com"));
        assertThat(config.wsUrl()).isEqualTo(URI.create("wss://ws.kraken.com"));
        assertThat(config.restPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.connection().requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsTheEnvironment() {
        Map<String, String> environment =
                Map.of(
                        "TICKMESH_FEED_KRAKEN_SYMBOLS", "ETHBTC.KRAKEN, DOGEUSD.KRAKEN",
                        "TICKMESH_FEED_KRAKEN_INTERVALS", "3m, 1w, 1M");

        KrakenConfig config = read("", environment).orElseThrow();

        assertThat(config.symbols()).containsExactly("ETHBTC.KRAKEN", "DOGEUSD.KRAKEN");
        assertThat(config.intervals()).containsExactly(Interval.M3, Interval.W1, Interval.MO1);
    }

    @Test
    void reportsEverythingThatIsWrong() {
        String yaml =
                """
                feed:
                  kraken:
                    symbols: [BTCUSDT, BTCXYZ.KRAKEN, BTCUSD.KRAKEN, BTCUSD.KRAKEN]
                    intervals: [1s, 1m, 1m, 7m]
                    rest-url: ws://somewhere
                    rest-pause: 0s
                    request-timeout: 31s
                    unknown: 1
                """;

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(yaml, Map.of()))
                .satisfies(failure ->
                        assertThat(failure.violations())
                                .extracting(violation -> violation.split(" ", 2)[0])
                                .containsExactlyInAnyOrder(
                                        "feed.kraken.symbols",
                                        "feed.kraken.symbols",
                                        "feed.kraken.symbols",
                                        "feed.kraken.intervals",
                                        "feed.kraken.intervals",
                                        "feed.kraken.intervals",
                                        "feed.kraken.rest-url",
                                        "feed.kraken.rest-pause",
                                        "feed.kraken.request-timeout",
                                        "feed.kraken.unknown"))
                .withMessageContaining(
                        "must not have 1s: Kraken's shortest candles are of a minute");
    }

    @Test
    void refusesASectionWithoutSymbols() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("feed: {kraken: {intervals: [1m]}}", Map.of()))
                .withMessageContaining("feed.kraken.symbols must not be empty");
    }

    private static Optional<KrakenConfig> read(String yaml, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(yaml, environment, Map.of());
        Optional<KrakenConfig> config = KrakenConfig.read(reader.section("feed"));
        reader.verify();
        return config;
    }
}
