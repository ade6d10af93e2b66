package io.tickmesh.bot.backtest;

import io.tickmesh.bot.Outside;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.DataTime;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the engine of a backtest sees of the world: the time of the data, the rules, the candles before the start, and risk.
///
/// Risk has a clock of its own, which moves with what it is told, as that of the service does in a replay. Not thread-safe.
final class World implements Outside {
    private static final String NODE = "backtest";

    private final TapeTime time;
    private final DataTime riskTime = new DataTime();
    private final List<SymbolRules> rules;
    private final BiFunction<String, Integer, List<Candle>> history;
    private final Consumer<? super Event> recorder;
    private final Risk risk;
    private final boolean checked;
    private long sequence;

    /// @param history returns so many candles of a symbol before the start, oldest first
    /// @param recorder told of every event
    /// @param risk null for none
    World(
            TapeTime time,
            List<SymbolRules> rules,
            BiFunction<String, Integer, List<Candle>> history,
            Consumer<? super Event> recorder,
            Risk.@Nullable Factory risk) {
        this.time = time;
        this.rules = rules;
        this.history = history;
        this.recorder = recorder;
        this.checked = risk != null;
        this.risk = risk == null ? Risk.NONE : risk.make(riskTime, this::header, recorder::accept);
    }

    @Override
    public TapeTime time() {
        return time;
    }

    @Override
    public Header header(Instant eventTime, @Nullable String cause) {
        return new Header(
                Long.toString(sequence++, Character.MAX_RADIX), eventTime, NODE, cause, micros());
    }

    @Override
    public long micros() {
        return time.millis() * 1_000;
    }

    @Override
    public void publish(Event event) {
        recorder.accept(event);
        if (risk.hears(event)) {
            riskTime.advanceTo(event.time());
            risk.on(event);
        }
    }

    @Override
    public void latency(Stage stage, long micros) {
        // Nothing is measured in the time of the data.
    }

    @Override
    public Future<RiskAnswer> check(CheckOrder order) {
        return Future.succeededFuture(risk.check(order));
    }

    @Override
    public Future<Symbols> symbols() {
        return Future.succeededFuture(new Symbols(rules));
    }

    /// Before the start there is history; later there are no holes that it could fill.
    @Override
    public Future<Candles> candles(ListCandles question) {
        List<Candle> items =
                question.beforeMillis() == null
                        ? history.apply(question.symbol(), question.limit())
                        : List.of();
        return Future.succeededFuture(
                new Candles(question.symbol(), question.interval(), items, null));
    }

    /// Tells risk of a price, at its time.
    void tellRisk(PriceUpdated price) {
        if (checked) {
            riskTime.advanceTo(price.time());
            risk.price(price);
        }
    }

    /// Returns whether anybody asks what the account is worth.
    boolean wantsEquity() {
        return checked;
    }

    /// Lets risk know how late it is, where an equity that has not changed is not told.
    void tellRisk(Instant now) {
        riskTime.advanceTo(now);
    }

    PriceUpdated price(
            String symbol,
            long eventMillis,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity,
            double last,
            double lastQuantity) {
        long micros = eventMillis * 1_000;
        return new PriceUpdated(
                NODE,
                sequence++,
                micros,
                eventMillis,
                micros,
                symbol,
                bid,
                bidQuantity,
                ask,
                askQuantity,
                last,
                lastQuantity);
    }
}
