package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.time.DataTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockstepTest extends OneFeed {
    @Test
    void goesThroughAReplayStepByStep() throws Exception {
        // given
        List<String> sent = replay();

        // when
        observer.refuseSteps(2);
        start(config().inLockstep(), DataTime::new);
        MeshObserver.await("subscribed", () -> exchange.subscriptions() == 1);
        assertThat(exchange.requests("/api/v3/klines")).isEqualTo(2);
        sent.forEach(exchange::send);

        // then
        MeshObserver.await("last step", () -> log().contains("step 360001"));
        assertThat(log())
                .containsExactly(
                        "CONNECTED 1000",
                        "step 59999",
                        "BTCUSDT candle 0",
                        "BTCUSDT price 60000 bid 1.0 last 100.0",
                        "ETHUSDT price 60000 bid 2.0 last 201.0",
                        "step 60000",
                        "BTCUSDT price 60500 bid 1.5 last 100.0",
                        "step 60500",
                        // The stream skipped a bar: history has it before the step goes on.
                        "BTCUSDT candle 1 backfilled",
                        "BTCUSDT candle 2",
                        // A closed bar says that the book, which did not move, is not old.
                        "BTCUSDT price 180000 bid 1.5 last 100.0",
                        "step 180000",
                        // An outage: history has nothing for two minutes.
                        "BTCUSDT candle 5",
                        "BTCUSDT price 360000 bid 1.5 last 100.0",
                        "step 360000",
                        // Nothing more comes: the last instant is over too. A trade does not make
                        // the quote younger.
                        "BTCUSDT price 360000 bid 1.5 last 1.0",
                        "step 360001");
    }

    private List<String> replay() {
        exchange.bar(BTC, Interval.M1, bar(1));
        exchange.bar(BTC, Interval.M1, bar(2));
        exchange.bar(BTC, Interval.M1, bar(5));
        return List.of(
                Frames.kline(BTC, Interval.M1, bar(0), true),
                Frames.trade(ETH, START + MINUTE, "200"),
                Frames.trade(BTC, START + MINUTE, "100"),
                Frames.book(ETH, 7, "2", "3"),
                Frames.book(BTC, 7, "1", "2"),
                Frames.trade(ETH, START + MINUTE, "201"),
                Frames.kline(BTC, Interval.M1, bar(1), false)
                        .replace("\"E\":" + (START + 2 * MINUTE), "\"E\":" + (START + 60_500)),
                Frames.book(BTC, 8, "1.5", "2"),
                Frames.kline(BTC, Interval.M1, bar(2), true),
                Frames.kline(BTC, Interval.M1, bar(5), true),
                Frames.trade(BTC, START + 6 * MINUTE + 1, "1"));
    }

    /// What the observer saw, times relative to the start.
    private List<String> log() {
        List<String> lines = new ArrayList<>();
        observer.seen()
                .forEach(event -> {
                    long at = event.time().toEpochMilli() - START;
                    switch (event) {
                        case PriceUpdated price when price.symbol().equals("step") ->
                                lines.add("step " + at);
                        case PriceUpdated price ->
                                lines.add(
                                        "%s price %d bid %s last %s"
                                                .formatted(
                                                        price.symbol(),
                                                        at,
                                                        price.bid(),
                                                        price.last()));
                        case CandleClosed closed ->
                                lines.add(
                                        closed.symbol()
                                                + " candle "
                                                + (closed.candle().openMillis() - START) / MINUTE
                                                + (closed.backfilled() ? " backfilled" : ""));
                        case FeedStatusChanged changed -> lines.add(changed.status() + " " + at);
                        default -> lines.add("unexpected " + event);
                    }
                });
        return lines;
    }
}
