package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.closed;
import static io.tickmesh.notify.Fixtures.failed;
import static io.tickmesh.notify.Fixtures.feed;
import static io.tickmesh.notify.Fixtures.filled;
import static io.tickmesh.notify.Fixtures.fired;
import static io.tickmesh.notify.Fixtures.reset;
import static io.tickmesh.notify.Fixtures.state;
import static io.tickmesh.notify.Fixtures.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.notify.AlertRouter.Route;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertRouterTest {
    private final List<Alert> all = new ArrayList<>();
    private final List<Alert> critical = new ArrayList<>();
    private final Map<AlertKind, Severity> severities = usual();

    @Test
    void saysWhatHappenedInOneLine() {
        assertSaid(
                filled("43000.10"),
                Severity.INFO,
                "12:00:00 Bought 0.05 BTCUSDT at 43000.1, bot ema-btc in main");
        assertSaid(
                closed("-12.5000"),
                Severity.INFO,
                "12:00:00 Loss 12.5 on BTCUSDT, bot ema-btc in main: stop at 42000");
        assertSaid(
                closed("1000"),
                Severity.INFO,
                "12:00:00 Profit 1000 on BTCUSDT, bot ema-btc in main: stop at 42000");
        assertSaid(
                failed("IllegalStateException:\n  boom"),
                Severity.WARNING,
                "12:00:00 Bot ema-btc (BTCUSDT) failed, 3 times so far: IllegalStateException: boom");
        assertSaid(
                status(BotStatus.FAILED),
                Severity.CRITICAL,
                "12:00:00 Bot ema-btc (BTCUSDT) could not be started: unknown symbol");
        assertSaid(
                fired(),
                Severity.CRITICAL,
                "12:00:00 Breaker drawdown:main fired: drawdown at 0.1031, limit 0.1. No entries until 2026-03-02 13:00:00 UTC");
        assertSaid(
                reset(),
                Severity.WARNING,
                "12:00:00 Breaker drawdown:main was reset: cool-off is over");
        assertSaid(
                state(TradingState.ACTIVE, TradingState.REDUCING),
                Severity.CRITICAL,
                "12:00:00 Account main went from ACTIVE to REDUCING: breaker=drawdown:main");
        assertSaid(
                state(TradingState.REDUCING, TradingState.ACTIVE),
                Severity.WARNING,
                "12:00:00 Account main went from REDUCING to ACTIVE: breaker=drawdown:main");
        assertSaid(
                feed(FeedStatus.RECONNECTING),
                Severity.WARNING,
                "12:00:00 Feed binance is RECONNECTING: nothing for 5 s");
        assertSaid(
                feed(FeedStatus.STALE, "A", "B", "C", "D", "E", "F", "G"),
                Severity.WARNING,
                "12:00:00 Feed binance is STALE for A, B, C, D, E and 2 more: nothing for 5 s");
        assertSaid(
                Fixtures.silent("bookTicker", "BTCUSDT"),
                Severity.WARNING,
                "12:00:00 Feed binance is STALE for BTCUSDT, stream bookTicker: silent");
    }

    @Test
    void saysNothingAboutWhatIsWell() {
        router().route(feed(FeedStatus.CONNECTED));
        router().route(feed(FeedStatus.BACKFILLED, "BTCUSDT"));
        router().route(status(BotStatus.RUNNING));

        assertThat(all).isEmpty();
    }

    @Test
    void aChannelGetsWhatIsSevereEnoughForIt() {
        Event breaker = fired();
        router().route(filled("1"));
        router().route(failed("boom"));
        router().route(breaker);

        assertThat(all).hasSize(3);
        assertThat(critical)
                .singleElement()
                .satisfies(alert -> assertThat(alert.eventId()).isEqualTo(breaker.id()));
    }

    @Test
    void severitiesAreConfigurable() {
        severities.remove(AlertKind.BREAKER_FIRED);
        severities.put(AlertKind.ORDER_FILLED, Severity.CRITICAL);

        router().route(fired());
        router().route(filled("1"));

        assertThat(critical).hasSize(1);
        assertThat(all).hasSize(1);
    }

    @Test
    void cutsLongDetails() {
        router().route(failed("x".repeat(5_000)));

        assertThat(all.getFirst().text()).hasSizeLessThan(400).endsWith("…");
    }

    private void assertSaid(Event event, Severity severity, String text) {
        all.clear();
        router().route(event);
        assertThat(all)
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.text()).isEqualTo(text);
                    assertThat(alert.severity()).isEqualTo(severity);
                    assertThat(alert.eventId()).isEqualTo(event.id());
                    assertThat(alert.time()).isEqualTo(event.time());
                    assertThat(alert.bot()).isEqualTo(event.bot());
                    assertThat(alert.symbol()).isEqualTo(event.symbol());
                });
    }

    private AlertRouter router() {
        return new AlertRouter(
                severities,
                List.of(new Route(Severity.INFO, "all"), new Route(Severity.CRITICAL, "critical")),
                (alert, wanted) -> {
                    if (wanted.contains("all")) {
                        all.add(alert);
                    }
                    if (wanted.contains("critical")) {
                        critical.add(alert);
                    }
                });
    }

    private static Map<AlertKind, Severity> usual() {
        Map<AlertKind, Severity> severities = new EnumMap<>(AlertKind.class);
        for (AlertKind kind : AlertKind.values()) {
            severities.put(kind, kind.usual());
        }
        return severities;
    }
}
