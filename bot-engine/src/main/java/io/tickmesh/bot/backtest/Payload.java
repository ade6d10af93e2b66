package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestPoint;
import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.BacktestEquity;
import io.tickmesh.mesh.request.BacktestTrades;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The long part of what a backtest has made.
///
/// @param trades in the order in which they ended
/// @param points of the equity curve, oldest first
record Payload(List<BacktestTrade> trades, List<BacktestPoint> points) {
    static final Payload NOTHING = new Payload(List.of(), List.of());

    Payload {
        trades = List.copyOf(trades);
        points = List.copyOf(points);
    }

    /// Returns the form in which it is stored. Takes its time: not for event loops.
    Packed pack() {
        return new Packed(
                zip(new BacktestTrades(trades, null)), zip(new BacktestEquity(points, null)));
    }

    private static Buffer zip(Object record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(MeshJson.write(record));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /// The form in which it is stored.
    record Packed(Buffer trades, Buffer points) {
        /// Returns what it holds. Takes its time: not for event loops.
        Payload unpack() {
            return new Payload(
                    unzip(trades, BacktestTrades.class).items(),
                    unzip(points, BacktestEquity.class).items());
        }

        private static <T> T unzip(Buffer bytes, Class<T> type) {
            try (GZIPInputStream in =
                    new GZIPInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
                return MeshJson.read(in.readAllBytes(), type);
            } catch (IOException e) {
                throw new UncheckedIOException("a stored backtest is damaged", e);
            }
        }
    }
}
