package io.tickmesh.simulator.market;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A price source that plays what a test wrote down.
final class ScriptedSource implements PriceSource {

    private final List<Instrument> instruments;
    private final long startMillis;
    private final long endMillis;
    private final NavigableMap<Long, Consumer<PriceSink>> script = new TreeMap<>();

    ScriptedSource(List<Instrument> instruments, long startMillis, long endMillis) {
        this.instruments = instruments;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
    }

    ScriptedSource at(long millis, Consumer<PriceSink> action) {
        script.merge(millis, action, Consumer::andThen);
        return this;
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public long endMillis() {
        return endMillis;
    }

    @Override
    public long recordedFromMillis(KlineInterval interval) {
        return Long.MIN_VALUE;
    }

    @Override
    public void history(PriceSink sink) {
        while (nextMillis() < startMillis) {
            deliver(sink);
        }
    }

    @Override
    public long nextMillis() {
        return script.isEmpty() ? Long.MAX_VALUE : script.firstKey();
    }

    @Override
    public void deliver(PriceSink sink) {
        script.pollFirstEntry().getValue().accept(sink);
    }
}
