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

    private static MarketFrame frame(String node, long sequence) {
        return new MarketFrame(node, 0, sequence, 0, List.of());
    }
}
