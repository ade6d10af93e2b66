package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamBarsTest {
    private final AtomicInteger late = new AtomicInteger();
    private final StreamBars bars = new StreamBars(2, late::incrementAndGet);

    @Test
    void takesTheLastStateOfABarWhenTheNextOneBegins() {
        assertThat(bars.state(0, bar(60_000, 1))).isEmpty();
        assertThat(bars.state(0, bar(60_000, 2))).isEmpty();
        assertThat(bars.state(1, bar(120_000, 1))).isEmpty();

        assertThat(bars.state(0, bar(120_000, 1))).contains(bar(60_000, 2));
        assertThat(bars.state(0, bar(300_000, 1))).contains(bar(120_000, 1));
        assertThat(late).hasValue(0);
    }

    @Test
    void countsAStateOfABarThatWasOver() {
        assertThat(bars.state(0, bar(120_000, 1))).isEmpty();

        assertThat(bars.state(0, bar(60_000, 9))).isEmpty();

        assertThat(late).hasValue(1);
        assertThat(bars.state(0, bar(180_000, 1))).contains(bar(120_000, 1));
    }

    private static Candle bar(long open, int trades) {
        return new Candle(open, 2, 3, 1, 2, trades, 2 * trades, trades);
    }
}
