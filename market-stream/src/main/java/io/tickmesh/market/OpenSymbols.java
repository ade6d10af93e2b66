package io.tickmesh.market;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/// Which symbols of a venue this node streams: its own, and for a while those that have become another's, until that one has
/// opened them. Not thread-safe.
final class OpenSymbols {
    private final List<String> symbols;
    private final BitSet open;
    private final BitSet own;
    private final int[] lostAt;
    private int turn;

    /// @param all whether all are this node's from the start; otherwise none is
    OpenSymbols(List<String> symbols, boolean all) {
        this.symbols = symbols;
        this.open = new BitSet(symbols.size());
        open.set(0, symbols.size(), all);
        this.own = (BitSet) open.clone();
        this.lostAt = new int[symbols.size()];
    }

    /// Returns whether a symbol is streamed, though perhaps not for long.
    boolean isOpen(int symbol) {
        return open.get(symbol);
    }

    /// Returns the symbols that are streamed.
    BitSet open() {
        return (BitSet) open.clone();
    }

    /// Returns whether all symbols are this node's.
    boolean ownsAll() {
        return own.cardinality() == symbols.size();
    }

    /// Returns the names of the symbols that are this node's.
    List<String> own() {
        return own.stream().mapToObj(symbols::get).toList();
    }

    /// Takes in which symbols are this node's now. Those that were lost stay open until [#close].
    Change own(IntPredicate isMine) {
        turn++;
        BitSet won = new BitSet();
        BitSet kept = new BitSet();
        BitSet lost = new BitSet();
        for (int symbol = 0; symbol < symbols.size(); symbol++) {
            boolean mine = isMine.test(symbol);
            if (mine && !open.get(symbol)) {
                won.set(symbol);
            } else if (mine && !own.get(symbol)) {
                kept.set(symbol);
            } else if (!mine && own.get(symbol)) {
                lost.set(symbol);
                lostAt[symbol] = turn;
            }
            own.set(symbol, mine);
        }
        open.or(won);
        return new Change(won, kept, lost, turn);
    }

    /// Closes what that change lost, unless it was won back since.
    ///
    /// @return what is not streamed any more
    BitSet close(Change change) {
        BitSet closed = new BitSet();
        change.lost.stream()
                .filter(symbol -> !own.get(symbol) && lostAt[symbol] == change.turn)
                .forEach(closed::set);
        open.andNot(closed);
        return closed;
    }

    /// What has changed.
    ///
    /// @param won symbols to open
    /// @param kept symbols that were won back before they were closed
    /// @param lost symbols to close after a while
    /// @param turn counts the changes
    record Change(BitSet won, BitSet kept, BitSet lost, int turn) {}
}
