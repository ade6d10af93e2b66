package io.tickmesh.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private long now = Long.MAX_VALUE - 1_000_000_000L;
    private final Holdings holdings = new Holdings(() -> now, Duration.ofSeconds(3));

    @Test
    void aLeaseIsValidForAsLongAsItsRenewalWasAskedForAgo() {
        long asked = now;
        pass(1_000);
        holdings.got(Map.of(7, 1L), asked);
        pass(2_000);
        assertThat(holdings.isValid(7)).isTrue();

        pass(1);
        assertThat(holdings.isValid(7)).isFalse();
        assertThat(holdings.epochs()).containsExactly(Map.entry(7, 1L));

        holdings.renewed(holdings.epochs(), Set.of(7), now);
        assertThat(holdings.isValid(7)).isTrue();
    }

    @Test
    void whatIsNotRenewedIsLostAndToldOnce() {
        holdings.got(Map.of(7, 1L, 8, 1L), now);

        holdings.renewed(holdings.epochs(), Set.of(8), now);

        assertThat(holdings.isValid(7)).isFalse();
        assertThat(holdings.isValid(8)).isTrue();
        assertThat(holdings.isLost(7)).isTrue();
        assertThat(holdings.lost()).containsExactly(7);
        assertThat(holdings.lost()).isEmpty();
    }

    @Test
    void whatIsGivenBackDuringARenewalIsNeitherHeldNorLost() {
        holdings.got(Map.of(7, 4L), now);
        Map<Integer, Long> wanted = holdings.epochs();

        assertThat(holdings.giveBack(Set.of(7, 9))).containsExactly(Map.entry(7, 4L));
        holdings.renewed(wanted, Set.of(7), now);

        assertThat(holdings.isValid(7)).isFalse();
        assertThat(holdings.epochs()).isEmpty();
        assertThat(holdings.lost()).isEmpty();
    }

    @Test
    void whatIsKnownOfAnOlderEpochTouchesNoNewerOne() {
        holdings.got(Map.of(7, 4L), now);
        Map<Integer, Long> wanted = holdings.epochs();
        holdings.giveBack(Set.of(7));
        holdings.got(Map.of(7, 6L), now);

        holdings.renewed(wanted, Set.of(), now);
        holdings.lose(7, 4);

        assertThat(holdings.isValid(7)).isTrue();
        assertThat(holdings.epoch(7)).hasValue(6);
        holdings.lose(7, 6);
        assertThat(holdings.isValid(7)).isFalse();
        assertThat(holdings.lost()).containsExactly(7);
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }
}
