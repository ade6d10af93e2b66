package io.tickmesh.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {
    /// They are stored: another hash would take the bots of a running fleet apart.
    @Test
    void theShardOfABotNeverChanges() {
        assertThat(IntStream.of(Shards.of("a"), Shards.of("sma-btc"), Shards.of("größe")).toArray())
                .containsExactly(56, 0, 40);
    }

    @Test
    void botsSpreadOverAllShards() {
        int[] bots = new int[Shards.COUNT];
        IntStream.range(0, 6_400).forEach(i -> bots[Shards.of("bot-" + i)]++);

        assertThat(IntStream.of(bots).boxed()).allSatisfy(n -> assertThat(n).isBetween(60, 140));
        assertThat(Shards.ALL).hasSize(64).contains(0, 63);
    }
}
