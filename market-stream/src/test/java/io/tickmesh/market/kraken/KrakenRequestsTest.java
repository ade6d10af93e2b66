package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.venue.Channel;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.StreamRequest;
import io.tickmesh.mesh.market.Interval;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KrakenRequestsTest {
    private static final KrakenPair BTC = KrakenPair.of("BTCUSD.KRAKEN").orElseThrow();
    private static final KrakenPair DOGE = KrakenPair.of("DOGEEUR.KRAKEN").orElseThrow();

    @Test
    void subscribesEachChannelOnceForAllItsSymbols() {
        List<Stream> streams =
                List.of(
                        new Stream(0, new Channel.Trades()),
                        new Stream(0, new Channel.Quotes()),
                        new Stream(0, new Channel.Bars(Interval.H4)),
                        new Stream(1, new Channel.Trades()));

        List<StreamRequest> requests =
                KrakenRequests.of("subscribe", streams, List.of(BTC, DOGE), 7);

        assertThat(requests)
                .containsExactly(
                        new StreamRequest(
                                """
                                {"method":"subscribe","params":{"channel":"trade","snapshot":false,\
                                "symbol":["BTC/USD","DOGE/EUR"]},"req_id":7}\
                                """,
                                2),
                        new StreamRequest(
                                """
                                {"method":"subscribe","params":{"channel":"ticker","event_trigger":"bbo","snapshot":true,\
                                "symbol":["BTC/USD"]},"req_id":8}\
                                """,
                                1),
                        new StreamRequest(
                                """
                                {"method":"subscribe","params":{"channel":"ohlc","interval":240,"snapshot":true,\
                                "symbol":["BTC/USD"]},"req_id":9}\
                                """,
                                1));
    }

    @Test
    void splitsManySymbols() {
        List<Stream> streams =
                IntStream.range(0, 250)
                        .mapToObj(symbol -> new Stream(symbol, new Channel.Trades()))
                        .toList();

        assertThat(KrakenRequests.of("unsubscribe", streams, Collections.nCopies(250, BTC), 1))
                .extracting(StreamRequest::answers)
                .containsExactly(100, 100, 50);
    }
}
