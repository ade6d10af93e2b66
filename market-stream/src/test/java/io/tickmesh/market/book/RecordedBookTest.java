package io.tickmesh.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.market.RecordedData;
import io.tickmesh.market.book.Decision.Action;
import io.tickmesh.market.wire.DepthSnapshotParser;
import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The book that is made of a recorded connection is the exchange's. Skipped where the recording is missing.
class RecordedBookTest {
    private static final String CAPTURE = "ws-capture/binance-spot-btcusdt-20240808";

    private final FrameParser parser = new FrameParser(List.of("BTCUSDT"), List.of(Interval.M1));
    private final BookSync sync = new BookSync();
    private final Map<Action, Integer> actions = new EnumMap<>(Action.class);
    private final Map<Long, List<Double>> tickers = new HashMap<>();
    private int compared;

    @Test
    void isTheExchangesAfterAWholeConnection() throws IOException, MalformedException {
        for (String line : RecordedData.lines(CAPTURE + ".txt.gz")) {
            hear(line.substring(line.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
        }

        JsonNode expected =
                new ObjectMapper()
                        .readTree(
                                Files.readAllBytes(RecordedData.path(CAPTURE + ".expected.json")));
        OrderBook book = sync.book().orElseThrow();
        assertThat(book.updateId()).isEqualTo(expected.path("final_update_id").longValue());
        assertThat(compared)
                .isEqualTo(expected.path("bookTicker_vs_book").path("compared").intValue())
                .isEqualTo(564);
        assertThat(sync.counts()).isEqualTo(new BookCounts(0, 0, 2, 0, 0, 0));
        assertThat(List.of(book.of(Side.BID).size(), book.of(Side.ASK).size()))
                .containsExactly(
                        expected.path("final_book_levels").path(0).intValue(),
                        expected.path("final_book_levels").path(1).intValue())
                .containsExactly(1209, 2196);
        assertTop(book.best(Side.BID, 20), expected.path("final_book_top20").path("bids"));
        assertTop(book.best(Side.ASK, 20), expected.path("final_book_top20").path("asks"));
        // The price fell nearly below the thousand bids of the snapshot. What was told of beyond is
        // right, and is not spoken of.
        assertThat(sync.state()).isEqualTo(BookSync.State.REFRESHING);
        assertThat(book.isWhole(Side.BID)).isFalse();
        assertThat(book.size(Side.BID)).isEqualTo(135);
        assertThat(book.size(Side.ASK)).isBetween(1_000, 2_195);
        assertThat(actions).containsEntry(Action.NEED_SNAPSHOT, 2).doesNotContainKey(Action.RESYNC);
    }

    private void hear(byte[] message) throws MalformedException {
        byte[] copy = message.clone();
        MessageKind kind = parser.parse(message, message.length);
        if (kind == MessageKind.DEPTH) {
            note(
                    sync.update(
                            parser.firstUpdateId(),
                            parser.updateId(),
                            parser.eventMillis(),
                            parser.bids(),
                            parser.asks()));
            compare();
        } else if (kind == MessageKind.BOOK) {
            tickers.put(
                    parser.updateId(),
                    List.of(
                            parser.bid(),
                            parser.bidQuantity(),
                            parser.ask(),
                            parser.askQuantity()));
            compare();
        } else if (kind == MessageKind.UNKNOWN) {
            note(sync.snapshot(new DepthSnapshotParser().parse(copy), 1_000));
            compare();
        }
    }

    private void note(Decision decision) {
        actions.merge(decision.action(), 1, Integer::sum);
    }

    private void compare() {
        if (sync.book().isEmpty()) {
            return;
        }
        OrderBook book = sync.book().get();
        List<Double> ticker = tickers.remove(book.updateId());
        if (ticker != null) {
            compared++;
            assertThat(
                            List.of(
                                    book.of(Side.BID).price(0),
                                    book.of(Side.BID).quantity(0),
                                    book.of(Side.ASK).price(0),
                                    book.of(Side.ASK).quantity(0)))
                    .as("update %d", book.updateId())
                    .isEqualTo(ticker);
        }
    }

    private static void assertTop(Levels top, JsonNode expected) {
        assertThat(top.size()).isEqualTo(20);
        for (int i = 0; i < 20; i++) {
            assertThat(top.price(i)).isEqualTo(expected.path(i).path(0).asDouble());
            assertThat(top.quantity(i)).isEqualTo(expected.path(i).path(1).asDouble());
        }
    }
}
