package io.tickmesh.market.kraken;

import io.tickmesh.mesh.market.Candle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides which bars of one connection are final. Not thread-safe.
///
/// The stream has no word for it. It sends the state of a bar after each trade. What is known:
/// - the `ohlc` channel: "updates are generated on trade events" (Kraken's reference of the WebSocket v2, channel `ohlc`);
/// - `trade_id` is a number that grows by one with each trade of a symbol (channel `trade`), and a bar of the REST interface holds
///   exactly the trades whose time lies in it, so that trades are numbered and put into bars in one order;
/// - a connection keeps the order of its messages.
///
/// So the first state of a later bar is the exchange's word that the bar before it is over, and its last state on this connection
/// is final: no trade that came later belongs to it. That holds only for a bar whose states this connection has carried until then; one
/// that a connection was cut in is left to the REST interface. The price is no request for each bar, which 1 request a second could
/// not pay for.
///
/// The exchange does not promise that order in words, so it is watched: a state of a bar that was over already is counted, changes
/// nothing, and closed candles are audited with the REST interface in turn, as those of every exchange. And a bar after which nobody
/// trades is not closed by the stream: when its time is over, REST is asked ([BarWatch]), where a bar is final as soon as it is not
/// the last entry ([ClosedBars]).
final class StreamBars {
    private final @Nullable Candle[] current;
    private final Runnable late;

    /// @param series how many; one is known by its number
    /// @param late told of each state that came for a bar that was over
    StreamBars(int series, Runnable late) {
        this.current = new Candle[series];
        this.late = late;
    }

    /// Takes the state of a bar.
    ///
    /// @return the bar before it, if this state is the word that it is final
    Optional<Candle> state(int series, Candle bar) {
        Candle before = current[series];
        if (before != null && bar.openMillis() < before.openMillis()) {
            late.run();
            return Optional.empty();
        }
        current[series] = bar;
        return before == null || before.openMillis() == bar.openMillis()
                ? Optional.empty()
                : Optional.of(before);
    }
}
