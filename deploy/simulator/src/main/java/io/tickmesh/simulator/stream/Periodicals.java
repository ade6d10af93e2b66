package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.Market;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The streams that speak once or ten times in a second of the data clock, in a fixed order, those with listeners only. Lives
/// on the simulator's event loop.
final class Periodicals {

    private static final long SECOND_MILLIS = 1_000;

    private final Market market;
    private final SortedMap<Integer, Running> running = new TreeMap<>();
    private int positions;
    private int fastOnes;

    private record Running(Topic topic, boolean fast, PeriodicStream stream) {}

    Periodicals(Market market) {
        this.market = market;
    }

    /// Makes a topic periodic.
    ///
    /// @param fast whether it speaks ten times in a second
    /// @param begin makes the stream when somebody comes to listen
    void add(Topic topic, boolean fast, Supplier<? extends PeriodicStream> begin) {
        int position = positions++;
        topic.onAudience(() -> audience(position, topic, fast, begin));
    }

    private void audience(
            int position, Topic topic, boolean fast, Supplier<? extends PeriodicStream> begin) {
        if (topic.idle()) {
            Running ended = running.remove(position);
            if (ended != null) {
                ended.stream.end();
                count(fast ? -1 : 0);
            }
        } else if (!running.containsKey(position)) {
            running.put(position, new Running(topic, fast, begin.get()));
            count(fast ? 1 : 0);
        }
    }

    private void count(int fast) {
        boolean before = fastOnes > 0;
        fastOnes += fast;
        if (fastOnes > 0 != before) {
            market.finePulse(fastOnes > 0);
        }
    }

    /// Lets every stream speak for which it is time.
    void pulse(long atMillis, long eventMillis, BiConsumer<Topic, Payload> publish) {
        boolean second = atMillis % SECOND_MILLIS == 0;
        // A message may cut its reader, and with it end a stream.
        for (Running each : new ArrayList<>(running.values())) {
            if ((second || each.fast) && each.stream.prepare(atMillis)) {
                publish.accept(
                        each.topic, (json, tail) -> each.stream.write(json, tail, eventMillis));
            }
        }
    }
}
