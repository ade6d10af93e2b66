package io.tickmesh.market.feed;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/// Notices which stream of which symbol is silent although its connection is alive. Not thread-safe.
///
/// A symbol that is seldom traded is silent for good reason, so that silence alone proves nothing. What proves it:
///
/// - trades: a bar has a later trade than the last one of the stream, and it does not come for the stale time;
/// - quotes: trades come, the first and the last of them the stale time apart, and no quote comes in between: whoever trades
///   takes from the best bid or ask. A single trade is no proof, because its quote may have come before it;
/// - depth: quotes come, the first and the last of them the stale time apart, and the book does not change;
/// - bars: a trade comes, and no bar of it for the stale time; or the venue says that a bar comes at least so often, and none
///   comes for that and the stale time.
///
/// A message costs one increment here; all else happens when it is looked.
public final class StreamWatch {
    /// Trades, in the numbers of channels.
    public static final int TRADES = 0;

    /// The best bid and ask, in the numbers of channels.
    public static final int QUOTES = 1;

    /// Changes of the order book, in the numbers of channels.
    public static final int DEPTH = 2;

    /// The bars of the first interval, in the numbers of channels; those of the others follow.
    public static final int BARS = 3;

    private static final long NEVER = Long.MIN_VALUE;

    private final int channels;
    private final long staleNanos;
    private final long[] barNanos;
    private final BitSet all;
    private final BitSet subscribed;
    private final int[] heard;
    private final int[] heardBefore;
    private final long[] spokeNanos;
    private final long[] firstProofNanos;
    private final long[] lastProofNanos;
    private final long[] lastTrade;
    private final long[] lastTradeInBars;
    private final long[] lastTradeInBarsBefore;
    private final BitSet stale;
    private long messages;
    private long messagesBefore;
    private long anythingNanos;

    /// @param symbols how many; a symbol is known by its number
    /// @param barSilence for each interval how long the exchange may be silent about its bars, nanoseconds; empty if for ever
    /// @param subscribed the streams that are subscribed, see [#stream]
    /// @param staleNanos how long a stream or the connection may keep back what it should tell
    public StreamWatch(
            int symbols, List<OptionalLong> barSilence, BitSet subscribed, long staleNanos) {
        this.channels = BARS + barSilence.size();
        this.barNanos = barSilence.stream().mapToLong(s -> s.orElse(Long.MAX_VALUE)).toArray();
        this.all = (BitSet) subscribed.clone();
        this.subscribed = (BitSet) subscribed.clone();
        this.staleNanos = staleNanos;
        int streams = symbols * channels;
        this.heard = new int[streams];
        this.heardBefore = new int[streams];
        this.spokeNanos = new long[streams];
        this.firstProofNanos = new long[streams];
        this.lastProofNanos = new long[streams];
        this.stale = new BitSet(streams);
        this.lastTrade = new long[symbols];
        this.lastTradeInBars = new long[symbols];
        this.lastTradeInBarsBefore = new long[symbols];
    }

    /// Returns the number of a stream where there are so many intervals.
    public static int stream(int symbol, int channel, int intervals) {
        return symbol * (BARS + intervals) + channel;
    }

    /// Returns the symbol of a stream.
    public int symbolOf(int stream) {
        return stream / channels;
    }

    /// Returns the channel of a stream.
    public int channelOf(int stream) {
        return stream % channels;
    }

    /// Returns all streams of a symbol.
    public BitSet streamsOf(int symbol) {
        BitSet streams = new BitSet();
        streams.set(symbol * channels, (symbol + 1) * channels);
        return streams;
    }

    /// Begins anew with a connection.
    ///
    /// @param nowNanos a clock that only goes forward
    public void connected(long nowNanos) {
        anythingNanos = nowNanos;
        System.arraycopy(heard, 0, heardBefore, 0, heard.length);
        Arrays.fill(spokeNanos, nowNanos);
        Arrays.fill(firstProofNanos, NEVER);
        Arrays.fill(lastProofNanos, NEVER);
        Arrays.fill(lastTrade, -1);
        Arrays.fill(lastTradeInBars, -1);
        Arrays.fill(lastTradeInBarsBefore, -1);
        stale.clear();
    }

    /// Begins to watch the streams of a symbol.
    ///
    /// @param nowNanos a clock that only goes forward
    public void open(int symbol, long nowNanos) {
        anythingNanos = nowNanos;
        for (int stream = symbol * channels; stream < (symbol + 1) * channels; stream++) {
            subscribed.set(stream, all.get(stream));
            stale.clear(stream);
            heardBefore[stream] = heard[stream];
            spokeNanos[stream] = nowNanos;
            firstProofNanos[stream] = NEVER;
            lastProofNanos[stream] = NEVER;
        }
        lastTrade[symbol] = -1;
        lastTradeInBars[symbol] = -1;
        lastTradeInBarsBefore[symbol] = -1;
    }

    /// Watches the streams of a symbol no more.
    public void close(int symbol) {
        subscribed.clear(symbol * channels, (symbol + 1) * channels);
        stale.clear(symbol * channels, (symbol + 1) * channels);
    }

    /// Notes a message about anything.
    public void heardAnything() {
        messages++;
    }

    /// Notes a message of a stream that said something new.
    public void heard(int symbol, int channel) {
        heard[symbol * channels + channel]++;
    }

    /// Notes a trade.
    public void traded(int symbol, long id) {
        heard[symbol * channels + TRADES]++;
        lastTrade[symbol] = id;
    }

    /// Notes the last trade of a bar, -1 if there is none.
    public void barTraded(int symbol, long id) {
        if (id > lastTradeInBars[symbol]) {
            if (lastTrade[symbol] < 0) {
                // What was traded before the connection is not to be expected from it.
                lastTrade[symbol] = id;
            }
            lastTradeInBars[symbol] = id;
        }
    }

    /// Returns whether a stream was silent without reason at the last look.
    public boolean isStale(int symbol, int channel) {
        return stale.get(symbol * channels + channel);
    }

    /// Returns the streams that were silent without reason at the last look.
    public BitSet stale() {
        return (BitSet) stale.clone();
    }

    /// Returns how long a stream had been silent, as far as was seen when it was looked at.
    public long silentNanos(int stream, long nowNanos) {
        return nowNanos - spokeNanos[stream];
    }

    /// Returns whether nothing at all has come for too long, although something is subscribed. To be asked after [#look].
    public boolean isSilent(long nowNanos) {
        return !subscribed.isEmpty() && nowNanos - anythingNanos > staleNanos;
    }

    /// Looks at every stream. To be done several times within the stale time.
    public Changes look(long nowNanos) {
        if (messages != messagesBefore) {
            anythingNanos = nowNanos;
        }
        BitSet fell = new BitSet();
        BitSet recovered = new BitSet();
        for (int i = subscribed.nextSetBit(0); i >= 0; i = subscribed.nextSetBit(i + 1)) {
            boolean spoke = heard[i] != heardBefore[i];
            if (spoke) {
                spokeNanos[i] = nowNanos;
                firstProofNanos[i] = NEVER;
                lastProofNanos[i] = NEVER;
                if (stale.get(i)) {
                    recovered.set(i);
                    stale.clear(i);
                }
            } else if (isProven(i, nowNanos) && !stale.get(i)) {
                fell.set(i);
                stale.set(i);
            }
        }
        messagesBefore = messages;
        System.arraycopy(heard, 0, heardBefore, 0, heard.length);
        System.arraycopy(lastTradeInBars, 0, lastTradeInBarsBefore, 0, lastTradeInBars.length);
        return new Changes(fell, recovered);
    }

    /// Whether it is proven that a stream that has not spoken since the last look should have.
    private boolean isProven(int stream, long now) {
        int symbol = symbolOf(stream);
        return switch (channelOf(stream)) {
            case TRADES -> {
                note(stream, lastTradeInBars[symbol] > lastTrade[symbol], now);
                yield isOverdue(stream, now);
            }
            case QUOTES -> isProvenTwice(stream, isTraded(symbol), now);
            case DEPTH -> isProvenTwice(stream, hasSpoken(symbol, QUOTES), now);
            default -> {
                note(stream, hasSpoken(symbol, TRADES), now);
                yield isOverdue(stream, now)
                        || now - spokeNanos[stream] - staleNanos
                                > barNanos[channelOf(stream) - BARS];
            }
        };
    }

    private boolean isTraded(int symbol) {
        return hasSpoken(symbol, TRADES)
                || (lastTradeInBarsBefore[symbol] >= 0
                        && lastTradeInBars[symbol] != lastTradeInBarsBefore[symbol]);
    }

    private boolean hasSpoken(int symbol, int channel) {
        int stream = symbol * channels + channel;
        return heard[stream] != heardBefore[stream];
    }

    private void note(int stream, boolean proof, long now) {
        if (proof) {
            if (firstProofNanos[stream] == NEVER) {
                firstProofNanos[stream] = now;
            }
            lastProofNanos[stream] = now;
        }
    }

    private boolean isOverdue(int stream, long now) {
        return firstProofNanos[stream] != NEVER && now - firstProofNanos[stream] >= staleNanos;
    }

    /// The proof of this look counts at the next one only: what it proves may be on its way.
    private boolean isProvenTwice(int stream, boolean proof, long now) {
        boolean proven =
                firstProofNanos[stream] != NEVER
                        && lastProofNanos[stream] - firstProofNanos[stream] >= staleNanos;
        note(stream, proof, now);
        return proven;
    }

    /// What changed between two looks.
    ///
    /// @param fellSilent streams of which it is proven now that they are silent without reason
    /// @param recovered streams that were and have spoken
    public record Changes(BitSet fellSilent, BitSet recovered) {}
}
