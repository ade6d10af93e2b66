package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameSequencesTest {
    private final FrameSequences sequences = new FrameSequences();

    @Test
    void countsWhatIsMissingAndRefusesWhatIsRepeatedOrLate() {
        assertThat(sequences.accept(frame("a", 1))).isTrue();
        assertThat(sequences.accept(frame("a", 2))).isTrue();
        assertThat(sequences.accept(frame("a", 2))).isFalse();
        assertThat(sequences.accept(frame("a", 6))).isTrue();
        assertThat(sequences.accept(frame("a", 4))).isFalse();
        assertThat(sequences.missing()).isEqualTo(3);
    }

    @Test
    void keepsNodesApart() {
        assertThat(sequences.accept(frame("a", 5))).isTrue();
        assertThat(sequences.accept(frame("b", 1))).isTrue();
        assertThat(sequences.missing()).isZero();
    }

    @Test
    void readsOnWhenAPublisherStartsAgainUnderItsName() {
        assertThat(sequences.accept(frame("a", 5, 1_000))).isTrue();
        assertThat(sequences.accept(frame("a", 0, 2_000))).isTrue();
        assertThat(sequences.accept(frame("a", 1, 2_001))).isTrue();
        assertThat(sequences.accept(frame("a", 1, 2_001))).isFalse();
        assertThat(sequences.missing()).isZero();
    }

    private static MarketFrame frame(String node, long sequence) {
        return frame(node, sequence, 0);
    }

    private static MarketFrame frame(String node, long sequence, long publishedMicros) {
        return new MarketFrame(node, 0, sequence, publishedMicros, List.of());
    }
}
