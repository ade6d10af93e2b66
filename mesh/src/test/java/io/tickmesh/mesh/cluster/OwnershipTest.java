package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OwnershipTest {
    private static final List<String> KEYS =
            IntStream.range(0, 6_000).mapToObj(i -> "bot-" + i).toList();

    @Test
    void oneNodeOwnsAll() {
        assertThat(KEYS).allMatch(new Ownership("a", () -> List.of("a"))::isMine);
        assertThat(KEYS).allMatch(new Ownership("a", List::of)::isMine);
    }

    @Test
    void everyKeyHasOneOwnerAndNodesShareAlike() {
        List<String> nodes = List.of("a", "b", "c");
        Map<String, Long> counts =
                KEYS.stream()
                        .map(new Ownership("a", () -> nodes)::owner)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts).containsOnlyKeys("a", "b", "c");
        assertThat(counts.values()).allMatch(count -> count > 1_850 && count < 2_150);
        for (String key : KEYS) {
            assertThat(nodes.stream().filter(n -> new Ownership(n, () -> nodes).isMine(key)))
                    .hasSize(1);
        }
    }

    @Test
    void aNewNodeTakesItsShareAndNothingElseMoves() {
        Ownership before = new Ownership("a", () -> List.of("a", "b"));
        Ownership after = new Ownership("a", () -> List.of("a", "b", "c"));

        List<String> moved =
                KEYS.stream().filter(key -> !before.owner(key).equals(after.owner(key))).toList();

        assertThat(moved).allMatch(key -> after.owner(key).equals("c"));
        assertThat(moved.size()).isBetween(1_850, 2_150);
    }
}
