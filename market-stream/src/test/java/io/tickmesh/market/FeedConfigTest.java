package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.market.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedConfigTest {
    @Test
    void hasDefaults() {
        FeedConfig config = read("", Map.of());

        assertThat(config.symbols()).hasSize(25).contains("BTCUSDT", "BRDBTC").isSorted();
        assertThat(config.binance().intervals())
                .containsExactly(Interval.S1, Interval.M1, Interval.M5, Interval.M15);
        assertThat(config.settings().history()).isEqualTo(1000);
        assertThat(config.settings().staleAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.binance().connection().requestTimeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(config.binance().connection().reconnectFirst())
                .isEqualTo(Duration.ofMillis(500));
        assertThat(config.binance().connection().reconnectCap()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.binance().weightLimit()).isEqualTo(6000);
        assertThat(config.binance().weightShare()).isEqualTo(0.8);
        assertThat(config.settings().lockstep()).isFalse();
    }

    @Test
    void readsFileAndEnvironment() {
        FeedConfig config =
                read(
                        """
                        feed:
                          symbols: [BTCUSDT, ETHUSDT]
                          intervals: [1m, 1M]
                          history: 50
                          stale-after: 3s
                          binance:
                            rest-url: http://127.0.0.1:9000
                            ws-url: ws://127.0.0.1:9000
                            weight-share: 0.5
                        """,
                        Map.of("TICKMESH_FEED_SYMBOLS", "XRPUSDT, DOGEBTC"));

        assertThat(config.symbols()).containsExactly("XRPUSDT", "DOGEBTC");
        assertThat(config.binance().intervals()).containsExactly(Interval.M1, Interval.MO1);
        assertThat(config.settings().history()).isEqualTo(50);
        assertThat(config.settings().staleAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.binance().restUrl()).isEqualTo(URI.create("http://127.0.0.1:9000"));
        assertThat(config.binance().weightShare()).isEqualTo(0.5);
    }

    @Test
    void reportsEverythingThatIsWrong() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        read(
                                """
                                feed:
                                  symbols: [BTCUSDT, btcusdt, BTCUSDT]
                                  intervals: [1m, 7m]
                                  history: 1001
                                  stale-after: soon
                                  binance:
                                    rest-url: ftp://somewhere
                                    request-timeout: 31s
                                    reconnect-first: 10s
                                    reconnect-cap: 5s
                                    weight-share: 2
                                    unknown: 1
                                """,
                                Map.of()))
                .satisfies(failure ->
                        assertThat(failure.violations())
                                .extracting(
                                        violation -> violation.substring(0, violation.indexOf(" ")))
                                .containsExactlyInAnyOrder(
                                        "feed.symbols",
                                        "feed.symbols",
                                        "feed.intervals",
                                        "feed.history",
                                        "feed.stale-after",
                                        "feed.binance.rest-url",
                                        "feed.binance.request-timeout",
                                        "feed.binance.reconnect-cap",
                                        "feed.binance.weight-share",
                                        "feed.binance.unknown"));
    }

    @Test
    void refusesMoreStreamsThanAConnectionMayHave() {
        StringBuilder symbols = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            symbols.append("SYMBOL").append(i).append(',');
        }

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("", Map.of("TICKMESH_FEED_SYMBOLS", symbols.toString())))
                .withMessageContaining("at most 1024 streams")
                .withMessageContaining("was 1200");
    }

    @Test
    void changesAddressAndLockstepOnly() {
        FeedConfig config = read("", Map.of());

        FeedConfig changed =
                config.at(URI.create("http://127.0.0.1:1"), URI.create("ws://127.0.0.1:1"))
                        .inLockstep();

        assertThat(changed.settings().lockstep()).isTrue();
        assertThat(changed.binance().restUrl().getPort()).isEqualTo(1);
        assertThat(changed.symbols()).isEqualTo(config.symbols());
    }

    private static FeedConfig read(String yaml, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(yaml, environment, Map.of());
        FeedConfig config = FeedConfig.read(reader.section("feed"));
        reader.verify();
        return config;
    }
}
