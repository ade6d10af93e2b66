package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The indicators of one symbol and interval: each (kind, parameters) is computed once per candle, whatever the number of its
/// readers. One that is asked for late is first shown the last 1,000 candles, and from then on lives like the others.
/// Not thread-safe.
public final class Indicators {
    private final IndicatorPool pool;
    private final Map<String, Indicator> taken = new LinkedHashMap<>();

    /// Makes a set of indicators that has seen no candle.
    public Indicators() {
        this(new IndicatorPool());
    }

    private Indicators(IndicatorPool pool) {
        this.pool = pool;
    }

    /// Returns the same indicators for one reader, for example a bot, that calls [#release] when it goes.
    public Indicators reader() {
        return new Indicators(pool);
    }

    /// Forgets the indicators that only this reader has asked for. What it holds of them stays as it is from now on.
    public void release() {
        taken.keySet().forEach(pool::leave);
        taken.clear();
    }

    /// Shows the next closed candle to every indicator, once for all readers, before any of them decides. Never throws.
    public void update(Candle candle) {
        pool.update(candle);
    }

    /// Returns what this reader has asked for, by key, in that order.
    Map<String, Indicator> taken() {
        return taken;
    }

    /// Returns how many indicators are computed for each candle.
    public int size() {
        return pool.size();
    }

    /// Returns the indicator that all who say `key` share; `maker` makes it if nobody has asked for it.
    ///
    /// @param key kind and parameters, for example `rsi-dip(14,30,5)`; equal keys must mean equal indicators
    @SuppressWarnings(
            "unchecked") // whoever makes two kinds under one key gets a ClassCastException
    public <T extends Indicator> T share(String key, Supplier<T> maker) {
        Indicator known = taken.get(key);
        if (known == null) {
            known = pool.take(key, maker);
            taken.put(key, known);
        }
        return (T) known;
    }

    /// Returns the indicator that a rule names.
    public Indicator get(IndicatorCall call) {
        return share(call.toString(), call::make);
    }

    /// Returns a price of the bars.
    public Line price(Price price) {
        return share(price.toString(), () -> new PriceLine(price)).line();
    }

    public Line open() {
        return price(Price.OPEN);
    }

    public Line high() {
        return price(Price.HIGH);
    }

    public Line low() {
        return price(Price.LOW);
    }

    public Line close() {
        return price(Price.CLOSE);
    }

    public Line volume() {
        return price(Price.VOLUME);
    }

    public Line sma(int period) {
        return sma(Price.CLOSE, period);
    }

    public Line sma(Input input, int period) {
        return share(key("sma", input, period), () -> new Sma(input.source(), period)).line();
    }

    public Line ema(int period) {
        return ema(Price.CLOSE, period);
    }

    public Line ema(Input input, int period) {
        return share(key("ema", input, period), () -> new Ema(input.source(), period)).line();
    }

    public Line wma(int period) {
        return share(key("wma", Price.CLOSE, period), () -> new Wma(Price.CLOSE, period)).line();
    }

    public Line hma(int period) {
        return share(key("hma", Price.CLOSE, period), () -> new Hma(Price.CLOSE, period)).line();
    }

    public Line rsi(int period) {
        return rsi(Price.CLOSE, period);
    }

    public Line rsi(Input input, int period) {
        return share(key("rsi", input, period), () -> new Rsi(input.source(), period)).line();
    }

    public Macd macd(int fast, int slow, int signal) {
        return share(
                key("macd", Price.CLOSE, fast, slow, signal),
                () -> new Macd(Price.CLOSE, fast, slow, signal));
    }

    public Bollinger bollinger(int period, double deviations) {
        return share(
                key("bollinger", Price.CLOSE, period, deviations),
                () -> new Bollinger(Price.CLOSE, period, deviations));
    }

    public Line standardDeviation(int period) {
        return share(
                        key("stddev", Price.CLOSE, period),
                        () -> new StandardDeviation(Price.CLOSE, period))
                .line();
    }

    public Line atr(int period) {
        return share(key("atr", period), () -> new Atr(period)).line();
    }

    public Adx adx(int period) {
        return share(key("adx", period), () -> new Adx(period));
    }

    public Stochastic stochastic(int period, int smooth, int signal) {
        return share(
                key("stochastic", period, smooth, signal),
                () -> new Stochastic(period, smooth, signal));
    }

    public Line cci(int period) {
        return share(key("cci", period), () -> new Cci(period)).line();
    }

    public Donchian donchian(int period) {
        return share(key("donchian", period), () -> new Donchian(period));
    }

    public Keltner keltner(int period, int rangePeriod, double multiplier) {
        return share(
                key("keltner", period, rangePeriod, multiplier),
                () -> new Keltner(period, rangePeriod, multiplier));
    }

    public SuperTrend superTrend(int period, double multiplier) {
        return share(
                key("supertrend", period, multiplier), () -> new SuperTrend(period, multiplier));
    }

    /// Returns the volume-weighted average price since the UTC day began.
    public Line vwap() {
        return share(key("vwap", 0), Vwap::new).line();
    }

    /// Returns the volume-weighted average price of the last `period` bars.
    public Line vwap(int period) {
        return share(key("vwap", period), () -> new RollingVwap(period)).line();
    }

    public Line obv() {
        return share(key("obv"), Obv::new).line();
    }

    public Line mfi(int period) {
        return share(key("mfi", period), () -> new Mfi(period)).line();
    }

    public Line roc(int period) {
        return share(key("roc", Price.CLOSE, period), () -> new Roc(Price.CLOSE, period)).line();
    }

    public Line momentum(int period) {
        return share(key("momentum", Price.CLOSE, period), () -> new Momentum(Price.CLOSE, period))
                .line();
    }

    /// Returns the highest high of the last `period` bars.
    public Line highest(int period) {
        return highest(Price.HIGH, period);
    }

    public Line highest(Input input, int period) {
        return share(key("highest", input, period), () -> new Highest(input.source(), period))
                .line();
    }

    /// Returns the lowest low of the last `period` bars.
    public Line lowest(int period) {
        return lowest(Price.LOW, period);
    }

    public Line lowest(Input input, int period) {
        return share(key("lowest", input, period), () -> new Lowest(input.source(), period)).line();
    }

    private static String key(String name, Input input, double... values) {
        return IndicatorCall.text(name, input, values);
    }

    private static String key(String name, double... values) {
        return IndicatorCall.text(name, null, values);
    }
}
