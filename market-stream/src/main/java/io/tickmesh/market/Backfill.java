package io.tickmesh.market;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.candle.CandleSeries;
import io.tickmesh.market.candle.Gap;
import io.tickmesh.market.venue.CandleQuery;
import io.tickmesh.market.venue.Urgency;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the history of candles and what the stream misses, one request at a time for each series, page by page. For one
/// context.
final class Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    private final Venue venue;
    private final List<CandleSlot> slots;
    private final FeedSettings settings;
    private final ExchangeClock clock;
    private final PeerHistory peers;
    private final Supplier<Future<?>> secondLook;
    private final Supplier<Future<?>> room;
    private final Counter begunAnew;
    private final Counter failed;
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private @Nullable Future<Void> catchingUp;
    private int busy;
    private boolean stopped;

    /// @param peers asked before the exchange for what another node has kept so far
    /// @param secondLook done when it is time to ask again for candles that the exchange's history did not have
    /// @param room done when more candles can be taken
    Backfill(
            Venue venue,
            List<CandleSlot> slots,
            FeedSettings settings,
            ExchangeClock clock,
            PeerHistory peers,
            Supplier<Future<?>> secondLook,
            Supplier<Future<?>> room,
            MeterRegistry meters) {
        this.venue = venue;
        this.slots = slots;
        this.settings = settings;
        this.clock = clock;
        this.peers = peers;
        this.secondLook = secondLook;
        this.room = room;
        this.begunAnew = meters.counter("tickmesh.feed.candles.begun.anew", "feed", venue.name());
        this.failed = meters.counter("tickmesh.feed.candles.fetch.failed", "feed", venue.name());
    }

    /// Loads the history of the series that have none, and fetches for the others what the stream has missed until now. Only
    /// one at a time: in an outage each new connection asks for the same.
    ///
    /// @return done when all of it is there
    Future<Void> catchUp() {
        if (catchingUp == null) {
            busy++;
            Future<Void> asked =
                    venue.time()
                            .<Void>map(millis -> {
                                clock.set(millis);
                                slots.stream().filter(slot -> slot.open).forEach(this::behind);
                                return null;
                            })
                            .onComplete(_ -> {
                                catchingUp = null;
                                done();
                            })
                            .compose(_ -> idle());
            // A venue that is closed answers at once.
            catchingUp = asked.isComplete() ? null : asked;
            return asked;
        }
        return catchingUp;
    }

    /// Does the same for some series, and asks for the time only if it is not known.
    ///
    /// @return done when all of it is there
    Future<Void> catchUp(List<CandleSlot> some) {
        if (clock.millis() == 0) {
            return catchUp();
        }
        some.forEach(this::behind);
        return idle();
    }

    private void behind(CandleSlot slot) {
        slot.behind = true;
        fetch(slot);
    }

    /// Asks for nothing more.
    void stop() {
        stopped = true;
    }

    /// Returns a future that is done when nothing is being fetched.
    Future<Void> idle() {
        if (busy == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    /// Fetches what the series needs next, if anything and if nothing is under way.
    void fetch(CandleSlot slot) {
        if (slot.fetching || stopped || !slot.open) {
            return;
        }
        if (!slot.former.isEmpty()) {
            takeOver(slot, slot.former);
            return;
        }
        Optional<Gap> gap = slot.series.gap();
        if (gap.isEmpty() && !slot.behind) {
            return;
        }
        long until = gap.map(Gap::untilMillis).orElseGet(() -> openBar(slot));
        Optional<Long> expected =
                slot.series.isLoaded() ? slot.series.expectedMillis() : Optional.empty();
        if (expected.isPresent() && expected.get() >= until) {
            slot.behind = false;
            return;
        }
        boolean anew =
                expected.isEmpty()
                        || (until - expected.get()) / slot.interval.nominal().toMillis()
                                > settings.maxBackfill();
        CandleQuery query =
                new CandleQuery(
                        slot.symbol,
                        slot.interval,
                        anew ? OptionalLong.empty() : OptionalLong.of(expected.orElseThrow()),
                        gap.isPresent() ? until : beyondTheOpenBar(slot.interval, until),
                        anew
                                ? Math.min(settings.history() + 1, CandleQuery.MOST)
                                : CandleQuery.MOST,
                        Urgency.SOON);
        int life = slot.life;
        slot.fetching = true;
        slot.behind = slot.behind && gap.isPresent();
        busy++;
        room.get()
                .compose(_ -> venue.candles(query))
                .compose(answer -> {
                    if (slot.life != life) {
                        return again(slot);
                    }
                    List<Candle> ended =
                            gap.isPresent() ? before(slot, until, answer) : ended(slot, answer);
                    return took(slot, query, answer.size(), ended)
                            ? again(slot)
                            : believe(slot, gap);
                })
                .onComplete(_ -> fetched(slot), failure -> failed(slot, failure));
    }

    /// Asks those that may have kept the series so far. Once: what they do not know, the exchange does.
    private void takeOver(CandleSlot slot, List<String> nodes) {
        int life = slot.life;
        slot.former = List.of();
        slot.fetching = true;
        busy++;
        peers.candles(nodes, slot.symbol, slot.interval, settings.history())
                .onSuccess(candles -> {
                    if (slot.life == life && !candles.isEmpty()) {
                        slot.load(candles);
                        slot.behind = isBehind(slot);
                    }
                })
                .onComplete(_ -> fetched(slot));
    }

    /// What has just ended is still to come from the stream, or it is the other node that publishes it.
    private boolean isBehind(CandleSlot slot) {
        return slot.interval == Interval.D3
                || slot.series.expectedMillis().orElse(Long.MIN_VALUE)
                        < slot.interval.openOf(clock.millis() - PeerHistory.LATE_MILLIS);
    }

    /// Bars of three days are aligned to the listing of the symbol: which one is open is seen by its end.
    private long openBar(CandleSlot slot) {
        return slot.interval == Interval.D3 ? clock.millis() : slot.interval.openOf(clock.millis());
    }

    /// The bar that follows says that one is final. So the open bar is asked for too, unless the clock stands still: what it says
    /// is then exact.
    private long beyondTheOpenBar(Interval interval, long open) {
        return clock.standsStill() ? open : interval.next(open) + ExchangeClock.DOUBT_MILLIS;
    }

    private static List<Candle> before(CandleSlot slot, long until, List<Candle> answer) {
        return answer.stream()
                .filter(candle -> slot.interval.next(candle.openMillis()) <= until)
                .toList();
    }

    /// Leaves out the last bar unless it ended long enough ago: only the one that follows proves that it is final.
    private List<Candle> ended(CandleSlot slot, List<Candle> answer) {
        if (clock.standsStill()) {
            return before(slot, openBar(slot), answer);
        }
        boolean isLastFinal =
                !answer.isEmpty()
                        && slot.interval.next(answer.getLast().openMillis())
                                <= clock.millis() - ExchangeClock.DOUBT_MILLIS;
        return isLastFinal || answer.isEmpty() ? answer : answer.subList(0, answer.size() - 1);
    }

    private void fetched(CandleSlot slot) {
        try {
            slot.fetching = false;
            fetch(slot);
        } finally {
            done();
        }
    }

    /// Only when the venue is closed, or because of a bug: then the series must not stand still for ever.
    private void failed(CandleSlot slot, Throwable failure) {
        slot.fetching = false;
        slot.behind = true;
        if (!stopped) {
            failed.increment();
            LOG.atError()
                    .addKeyValue("symbol", slot.symbol)
                    .addKeyValue("interval", slot.interval)
                    .setCause(failure)
                    .log("history could not be taken over");
            secondLook.get().onComplete(_ -> fetch(slot));
        }
        done();
    }

    /// Takes an answer.
    ///
    /// @param answered how many bars the exchange gave
    /// @param candles those of them that are final
    /// @return whether it was full, so that there may be more
    private boolean took(CandleSlot slot, CandleQuery query, int answered, List<Candle> candles) {
        CandleSeries series = slot.series;
        if (query.fromMillis().isEmpty()) {
            if (series.isLoaded() && series.expectedMillis().isPresent()) {
                begunAnew.increment();
                LOG.atWarn()
                        .addKeyValue("symbol", slot.symbol)
                        .addKeyValue("interval", slot.interval)
                        .addKeyValue("maxBackfill", settings.maxBackfill())
                        .log("too many candles were missed, the history begins anew");
            }
            slot.load(candles);
            return false;
        }
        Optional<Long> before = series.expectedMillis();
        slot.publish(series.backfill(candles));
        return answered >= query.limit() && !series.expectedMillis().equals(before);
    }

    private static Future<Void> again(CandleSlot slot) {
        slot.behind = true;
        return Future.succeededFuture();
    }

    /// Confirms a hole that the history does not fill, when it was asked for it twice.
    private Future<Void> believe(CandleSlot slot, Optional<Gap> asked) {
        if (asked.isEmpty()
                || slot.series.expectedMillis().orElse(0L) >= asked.get().untilMillis()) {
            return Future.succeededFuture();
        }
        long until = asked.get().untilMillis();
        if (slot.doubtedUntil != until) {
            slot.doubtedUntil = until;
            return secondLook.get().mapEmpty();
        }
        slot.publish(slot.series.confirm(asked.get()));
        return Future.succeededFuture();
    }

    private void done() {
        busy--;
        if (busy == 0) {
            List<Promise<Void>> told = List.copyOf(waiting);
            waiting.clear();
            told.forEach(Promise::tryComplete);
        }
    }
}
