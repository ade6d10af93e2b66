package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.simulator.ExchangeSimulator;
import io.tickmesh.simulator.SimulatorConfig;
import io.tickmesh.simulator.SimulatorCounters;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// market-stream on several nodes of one cluster, in one JVM, against a simulated exchange that counts what it is asked for.
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = "true",
        disabledReason = "takes a minute: -Dtickmesh.slow")
final class MarketNodesIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<String> SYMBOLS =
            List.of(
                    "ADAUSDT",
                    "BCHUSDT",
                    "BTCUSDT",
                    "DASHUSDT",
                    "DOTUSDT",
                    "ETHUSDT",
                    "LINKUSDT",
                    "LTCUSDT",
                    "XRPUSDT");
    private static final List<Interval> INTERVALS = List.of(Interval.S1, Interval.M1);
    private static final int STREAMS = SYMBOLS.size() * (2 + INTERVALS.size());
    private static final String FEED =
            """
            feed:
              symbols: [%s]
              intervals: [1s, 1m]
              history: 100
              audit-every: 24h
            """
                    .formatted(String.join(", ", SYMBOLS));

    private final Vertx vertx = Vertx.vertx();
    private final String cluster = "market-" + ProcessHandle.current().pid() + System.nanoTime();
    private final List<Integer> ports = freePorts();
    private final List<MarketNode> nodes = new ArrayList<>();
    private ExchangeSimulator exchange;

    @BeforeEach
    void startExchange() throws Exception {
        exchange = newExchange();
    }

    @AfterEach
    void stop() throws Exception {
        for (MarketNode node : nodes) {
            node.stop();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void threeNodesCostTheExchangeWhatOneCosts() throws Exception {
        SimulatorCounters one = ofOneNode();

        MarketNode alpha = join();
        awaitHistory(alpha);
        MarketNode beta = join();
        MarketNode gamma = join();
        awaitDivided(3);

        SimulatorCounters three = exchange.counters();
        assertThat(three.subscriptions()).isEqualTo(one.subscriptions()).isEqualTo(STREAMS);
        // Each connection asks for the time once; what has just ended may be asked for again.
        assertThat(three.weightUsed())
                .as(() -> three + "\n" + one)
                .isBetween(one.weightUsed(), one.weightUsed() * 5 / 4);
        assertThat(three.restRequests()).containsEntry("exchangeInfo", 1L);
        for (MarketNode node : nodes) {
            assertThat(ownedBy(node)).as(node.name()).isNotEmpty();
            FeedView feed = node.ask(new GetFeeds()).items().getFirst();
            assertThat(feed.status()).isEqualTo(FeedStatus.CONNECTED);
            assertThat(feed.symbols()).containsExactlyElementsOf(SYMBOLS);
            assertThat(feed.staleSymbols()).isEmpty();
            assertThat(feed.streams()).isEqualTo(STREAMS);
            assertThat(node.ask(new ListSymbols()).items())
                    .extracting(rules -> rules.symbol())
                    .containsExactlyElementsOf(SYMBOLS);
        }
        assertThat(beta.statuses())
                .as("no symbol was told to be away because it moved")
                .noneMatch(changed -> changed.status() == FeedStatus.DISCONNECTED);
        assertThat(gamma.ask(new RecallMarketEvents(Instant.now().minusSeconds(4), null, 500)))
                .satisfies(recalled -> {
                    assertThat(recalled.complete()).isTrue();
                    assertThat(recalled.items()).hasSizeGreaterThan(SYMBOLS.size());
                });
    }

    @Test
    void noCandleIsMissedWhileNodesComeAndGo() throws Exception {
        MarketNode alpha = join();
        awaitHistory(alpha);
        Instant begun = Instant.now().plusSeconds(1);
        try (CandleReader reader = new CandleReader(alpha, SYMBOLS)) {
            MarketNode beta = join();
            awaitDivided(2);
            MarketNode gamma = join();
            awaitDivided(3);
            gamma.stopStreaming();
            awaitDivided(2);
            beta.stopStreaming();
            awaitDivided(1);
            assertThat(reader.refused()).as("of %d", reader.answered()).isEmpty();
        }
        Instant end = Instant.now().minusSeconds(1);
        awaitUntil(
                "the last candles of each symbol",
                () ->
                        SYMBOLS.stream()
                                .map(symbol -> ends(alpha, symbol))
                                .noneMatch(ends -> ends.isEmpty() || !ends.last().isAfter(end)));

        for (String symbol : SYMBOLS) {
            List<Instant> told =
                    List.copyOf(ends(alpha, symbol).tailSet(begun, false).headSet(end, false));
            // Every second there is one, so the first and the last of a whole list are within a
            // second of its bounds.
            assertThat(told.getFirst()).as(symbol).isBeforeOrEqualTo(begun.plus(SECOND));
            assertThat(told.getLast()).as(symbol).isAfterOrEqualTo(end.minus(SECOND));
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i)).as(symbol).isEqualTo(told.get(i - 1).plus(SECOND));
            }
        }
        assertThat(alpha.statuses())
                .noneMatch(changed ->
                        switch (changed.status()) {
                            case STALE, RECONNECTING, DISCONNECTED -> true;
                            case CONNECTED, BACKFILLED -> false;
                        });
        assertThat(exchange.counters().subscriptions()).isEqualTo(STREAMS);
        assertThat(exchange.counters().restRequests().get("klines"))
                .as("history moves from node to node")
                .isLessThan(2L * SYMBOLS.size() * INTERVALS.size());
    }

    private SimulatorCounters ofOneNode() throws Exception {
        ExchangeSimulator own = newExchange();
        MarketNode node = MarketNode.alone(own, FEED);
        try {
            awaitHistory(node);
            return own.counters();
        } finally {
            node.stop();
        }
    }

    private ExchangeSimulator newExchange() throws Exception {
        ExchangeSimulator simulator =
                new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(2));
        vertx.deployVerticle(simulator)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        return simulator;
    }

    private MarketNode join() throws Exception {
        MarketNode node = MarketNode.join(cluster, ports, nodes.size(), exchange, FEED);
        nodes.add(node);
        return node;
    }

    private void awaitHistory(MarketNode node) {
        awaitUntil("history", () -> SYMBOLS.stream().allMatch(symbol -> knows(node, symbol)));
    }

    /// All symbols are open where they belong, once, and their history is there.
    private void awaitDivided(int count) {
        awaitUntil(
                "division over " + count,
                () -> {
                    for (MarketNode node : nodes) {
                        if (node.mesh().presence().ready(ServiceName.MARKET_STREAM).size()
                                != count) {
                            return false;
                        }
                    }
                    return exchange.counters().subscriptions() == STREAMS
                            && nodes.stream().allMatch(this::opensWhatItOwns)
                            && SYMBOLS.stream().allMatch(symbol -> knows(nodes.getFirst(), symbol));
                });
    }

    private boolean opensWhatItOwns(MarketNode node) {
        try {
            return node.askAlone(new GetFeeds()).items().getFirst().symbols().equals(ownedBy(node))
                    || !isReady(node);
        } catch (Exception e) {
            return !isReady(node);
        }
    }

    private static boolean isReady(MarketNode node) {
        return node.mesh().presence().ready(ServiceName.MARKET_STREAM).contains(node.name());
    }

    private static List<String> ownedBy(MarketNode node) {
        Ownership ownership =
                new Ownership(
                        node.name(), () -> node.mesh().presence().ready(ServiceName.MARKET_STREAM));
        return SYMBOLS.stream().filter(ownership::isMine).toList();
    }

    private static boolean knows(MarketNode node, String symbol) {
        try {
            for (Interval interval : INTERVALS) {
                if (node.ask(new ListCandles(symbol, interval, 100, null)).items().size() < 100) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<Integer> freePorts() {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0);
                ServerSocket three = new ServerSocket(0)) {
            return List.of(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// When the candles of a second ended that were told of a symbol, by whichever node.
    private static NavigableSet<Instant> ends(MarketNode node, String symbol) {
        return node.candles().stream()
                .filter(candle -> candle.symbol().equals(symbol))
                .filter(candle -> candle.interval() == Interval.S1)
                .map(CandleClosed::time)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitUntil(String what, BooleanSupplier condition) {
        assertThat(Platform.until(WAIT, condition)).as(() -> what + "\n" + state()).isTrue();
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        for (MarketNode node : nodes) {
            state.append(node.name())
                    .append(" sees ")
                    .append(node.mesh().presence().ready(ServiceName.MARKET_STREAM))
                    .append(" owns ")
                    .append(ownedBy(node));
            try {
                state.append(" opens ").append(node.askAlone(new GetFeeds()).items());
            } catch (Exception e) {
                state.append(' ').append(e);
            }
            state.append('\n');
        }
        return state.append(exchange.counters()).toString();
    }
}
