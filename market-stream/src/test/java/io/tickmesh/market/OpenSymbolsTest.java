package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenSymbolsTest {
    private final OpenSymbols symbols = new OpenSymbols(List.of("A", "B", "C"), false);

    @Test
    void opensWhatIsWonAndKeepsWhatIsLostOpenUntilItIsClosed() {
        assertThat(own(0, 1).won()).isEqualTo(bits(0, 1));
        assertThat(symbols.ownsAll()).isFalse();

        OpenSymbols.Change change = own(1, 2);

        assertThat(change.won()).isEqualTo(bits(2));
        assertThat(change.lost()).isEqualTo(bits(0));
        assertThat(symbols.own()).containsExactly("B", "C");
        assertThat(symbols.open()).isEqualTo(bits(0, 1, 2));
        assertThat(symbols.close(change)).isEqualTo(bits(0));
        assertThat(symbols.isOpen(0)).isFalse();
    }

    @Test
    void closesNothingThatWasWonBack() {
        own(0, 1);
        OpenSymbols.Change lost = own(1);

        OpenSymbols.Change back = own(0, 1);

        assertThat(back.won()).isEqualTo(bits());
        assertThat(back.kept()).isEqualTo(bits(0));
        assertThat(symbols.close(lost)).isEqualTo(bits());
        assertThat(symbols.isOpen(0)).isTrue();
    }

    @Test
    void closesWhatWasLostAgainOnlyAfterTheLastChange() {
        own(0);
        OpenSymbols.Change first = own();
        own(0);
        OpenSymbols.Change second = own();

        assertThat(symbols.close(first)).isEqualTo(bits());
        assertThat(symbols.close(second)).isEqualTo(bits(0));
    }

    private OpenSymbols.Change own(Integer... mine) {
        return symbols.own(Set.of(mine)::contains);
    }

    private static BitSet bits(int... places) {
        BitSet bits = new BitSet();
        for (int place : places) {
            bits.set(place);
        }
        return bits;
    }
}
