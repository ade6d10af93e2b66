package io.tickmesh.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TradeSequenceTest {
    private final TradeSequence trades = new TradeSequence(2);

    @Test
    void countsWhatIsLeftOutOnce() {
        trades.connected();

        assertThat(trades.take(0, 1_000)).isTrue();
        assertThat(trades.take(0, 1_001)).isTrue();
        assertThat(trades.take(1, 5)).isTrue();
        assertThat(trades.take(0, 1_005)).isTrue();
        assertThat(trades.take(0, 1_005)).isFalse();
        assertThat(trades.take(0, 1_003)).isFalse();

        assertThat(trades.missed()).isEqualTo(3);
        assertThat(trades.repeated()).isEqualTo(2);
    }

    @Test
    void countsWhatWasMissedBetweenTwoConnections() {
        trades.connected();
        trades.take(0, 10);

        trades.connected();
        trades.take(0, 15);

        assertThat(trades.missed()).isEqualTo(4);
    }

    @Test
    void waitsForTheSlowerOfTwoConnections() {
        trades.connected();
        trades.take(0, 10);
        trades.overlapping(true);

        assertThat(trades.take(0, 14)).isTrue();
        assertThat(trades.take(0, 11)).isFalse();
        assertThat(trades.take(0, 12)).isFalse();
        assertThat(trades.missed()).isZero();
        trades.overlapping(false);

        assertThat(trades.missed()).isEqualTo(1);
    }

    @Test
    void acceptsThatAnExchangeBeginsToCountAnew() {
        trades.connected();
        trades.take(0, 1_000_000);

        trades.connected();

        assertThat(trades.take(0, 1)).isTrue();
        assertThat(trades.take(0, 2)).isTrue();
        assertThat(trades.missed()).isZero();
    }

    @Test
    void takesEveryTradeOfAnExchangeThatDoesNotNumberThem() {
        assertThat(trades.take(0, -1)).isTrue();
        assertThat(trades.take(0, -1)).isTrue();
        assertThat(trades.missed()).isZero();
    }
}
