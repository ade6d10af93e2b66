package io.tickmesh.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final long SECOND = 1_000_000;

    private final SilenceWatch watch = new SilenceWatch(3, Duration.ofSeconds(10));

    @Test
    void namesEachSymbolOnceWhenItFallsSilentAndOnceWhenItIsBack() {
        // given
        watch.connected(0);
        watch.heard(0, 5 * SECOND);
        watch.heard(2, 9 * SECOND);

        // when // then
        assertThat(watch.check(10 * SECOND)).isEqualTo(changes(set(), set()));
        assertThat(watch.check(11 * SECOND)).isEqualTo(changes(set(1), set()));
        assertThat(watch.check(12 * SECOND)).isEqualTo(changes(set(), set()));
        assertThat(watch.stale()).isEqualTo(set(1));
        watch.heard(1, 13 * SECOND);
        assertThat(watch.check(16 * SECOND)).isEqualTo(changes(set(0), set(1)));
        assertThat(watch.isSilent(16 * SECOND)).isFalse();
    }

    @Test
    void hearsTheFeedInMessagesWithoutSymbol() {
        watch.connected(0);
        watch.heard(-1, 5 * SECOND);

        assertThat(watch.isSilent(15 * SECOND)).isFalse();
        assertThat(watch.isSilent(15 * SECOND + 1)).isTrue();
    }

    @Test
    void beginsAnewWithEachConnection() {
        watch.connected(0);
        watch.check(11 * SECOND);

        watch.connected(12 * SECOND);

        assertThat(watch.stale()).isEqualTo(set());
        assertThat(watch.isSilent(13 * SECOND)).isFalse();
        assertThat(watch.check(13 * SECOND)).isEqualTo(changes(set(), set()));
    }

    private static SilenceWatch.Changes changes(BitSet fellSilent, BitSet recovered) {
        return new SilenceWatch.Changes(fellSilent, recovered);
    }

    private static BitSet set(int... bits) {
        BitSet set = new BitSet();
        for (int bit : bits) {
            set.set(bit);
        }
        return set;
    }
}
