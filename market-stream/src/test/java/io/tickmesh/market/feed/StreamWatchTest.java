package io.tickmesh.market.feed;

import static io.tickmesh.market.feed.StreamWatch.BARS;
import static io.tickmesh.market.feed.StreamWatch.DEPTH;
import static io.tickmesh.market.feed.StreamWatch.QUOTES;
import static io.tickmesh.market.feed.StreamWatch.TRADES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamWatchTest {
    private static final long SECOND = 1_000_000_000;
    private static final int CHANNELS = BARS + 2;

    private final StreamWatch watch =
            new StreamWatch(
                    2,
                    List.of(OptionalLong.of(SECOND), OptionalLong.of(60 * SECOND)),
                    all(),
                    10 * SECOND);
    private long now = -77 * SECOND;
    private boolean bars = true;

    @BeforeEach
    void connect() {
        watch.connected(now);
    }

    @Test
    void doesNotSuspectASymbolThatIsNotTraded() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(passes().fellSilent()).isEqualTo(set());
        }
        assertThat(watch.stale()).isEqualTo(set());
    }

    @Test
    void doesNotSuspectASymbolThatIsTradedNowAndThenWhateverComesFirst() {
        Random random = new Random(3);
        long id = 100;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(20) == 0) {
                boolean quoteFirst = random.nextBoolean();
                if (quoteFirst) {
                    watch.heard(0, DEPTH);
                    watch.heard(0, QUOTES);
                }
                for (int sweep = random.nextInt(4); sweep >= 0; sweep--) {
                    watch.traded(0, ++id);
                }
                if (!quoteFirst) {
                    watch.heard(0, QUOTES);
                    watch.heard(0, DEPTH);
                }
            }
            watch.barTraded(0, id);
            assertThat(passes().fellSilent()).isEqualTo(set());
        }
    }

    @Test
    void knowsASilentTradeStreamByTheBars() {
        watch.barTraded(0, 500);
        silentFor(60, () -> {});
        assertThat(watch.stale()).isEqualTo(set());

        watch.barTraded(0, 501);
        silentFor(10, () -> {});
        assertThat(watch.stale()).isEqualTo(set());
        silentFor(1, () -> {});

        assertThat(watch.stale()).isEqualTo(set(stream(0, TRADES)));
        watch.traded(0, 502);
        assertThat(passes().recovered()).isEqualTo(set(stream(0, TRADES)));
        assertThat(watch.isStale(0, TRADES)).isFalse();
    }

    @Test
    void knowsASilentQuoteStreamByTheTrades() {
        silentFor(11, () -> watch.traded(1, 7));
        assertThat(watch.isStale(1, QUOTES)).isFalse();
        silentFor(4, () -> watch.traded(1, 8));

        assertThat(watch.isStale(1, QUOTES)).isTrue();
        assertThat(watch.silentNanos(stream(1, QUOTES), now)).isGreaterThan(13 * SECOND);
        watch.heard(1, QUOTES);
        assertThat(passes().recovered()).isEqualTo(set(stream(1, QUOTES)));
    }

    @Test
    void knowsASilentQuoteStreamByTheBarsWhenTradesAreSilentToo() {
        for (int id = 1; id < 12; id++) {
            int last = id;
            silentFor(2, () -> watch.barTraded(0, last));
        }

        assertThat(watch.isStale(0, QUOTES)).isTrue();
        assertThat(watch.isStale(0, TRADES)).isTrue();
    }

    @Test
    void knowsASilentBookByTheQuotes() {
        silentFor(16, () -> watch.heard(0, QUOTES));

        assertThat(watch.stale()).isEqualTo(set(stream(0, DEPTH)));
    }

    @Test
    void knowsSilentBarsByATrade() {
        bars = false;
        watch.heard(1, BARS);
        watch.heard(1, BARS + 1);
        watch.traded(0, 5);
        silentFor(12, () -> {});

        assertThat(watch.isStale(0, BARS + 1)).isTrue();
        assertThat(watch.isStale(1, BARS + 1)).isFalse();
    }

    @Test
    void knowsSilentBarsByTheEndThatDoesNotCome() {
        bars = false;
        silentFor(10, () -> {});
        assertThat(watch.stale()).isEqualTo(set());

        silentFor(4, () -> {});
        assertThat(watch.stale()).isEqualTo(set(stream(0, BARS), stream(1, BARS)));

        silentFor(60, () -> {});
        assertThat(watch.isStale(0, BARS + 1)).isTrue();
    }

    @Test
    void hearsTheConnectionInAnyMessage() {
        watch.heardAnything();
        look(9);
        assertThat(watch.isSilent(now)).isFalse();
        look(11);
        assertThat(watch.isSilent(now)).isTrue();
        watch.heardAnything();
        look(1);
        assertThat(watch.isSilent(now)).isFalse();
    }

    @Test
    void beginsAnewWithEachConnection() {
        silentFor(20, () -> watch.traded(0, 1));
        assertThat(watch.stale()).isNotEqualTo(set());

        watch.connected(now);

        assertThat(watch.stale()).isEqualTo(set());
        assertThat(passes().fellSilent()).isEqualTo(set());
    }

    /// Looks every second, like an exchange on which bars end in time.
    private StreamWatch.Changes passes() {
        watch.heardAnything();
        if (bars) {
            for (int symbol = 0; symbol < 2; symbol++) {
                watch.heard(symbol, BARS);
                watch.heard(symbol, BARS + 1);
            }
        }
        return look(1);
    }

    private StreamWatch.Changes look(long seconds) {
        now += seconds * SECOND;
        return watch.look(now);
    }

    private void silentFor(int seconds, Runnable eachSecond) {
        for (int i = 0; i < seconds; i++) {
            eachSecond.run();
            passes();
        }
    }

    private static int stream(int symbol, int channel) {
        return StreamWatch.stream(symbol, channel, 2);
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, 2 * CHANNELS);
        return all;
    }

    private static BitSet set(int... bits) {
        BitSet set = new BitSet();
        for (int bit : bits) {
            set.set(bit);
        }
        return set;
    }
}
