package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.MarketListener;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/// Sends what happens in the market to the connections that subscribed to it. Every message is encoded once, and only when
/// somebody listens. Lives on the simulator's event loop.
public final class StreamHub implements MarketListener {

    private static final int MOST_QUEUED_BYTES = 1 << 20;
    private static final int REPLAY_QUEUED_BYTES = 1 << 18;

    private final Market market;
    private final LongUnaryOperator eventTime;
    private final boolean waitForReaders;
    private final Runnable wakeUp;
    private final StreamCounters counters = new StreamCounters();
    private final Set<StreamClient> clients = new LinkedHashSet<>();
    private final List<List<Topic>> topics;
    private final JsonBytes json = new JsonBytes();
    private Runnable onSubscribe = () -> {};
    private boolean silent;
    private int closingBarsToSkip;

    /// @param eventTime event time (epoch ms) of a message about the given data instant
    /// @param waitForReaders whether a reader that falls behind is waited for, or else cut
    /// @param wakeUp called when a reader came, caught up or left
    public StreamHub(
            Market market, LongUnaryOperator eventTime, boolean waitForReaders, Runnable wakeUp) {
        this.market = market;
        this.eventTime = eventTime;
        this.waitForReaders = waitForReaders;
        this.wakeUp = wakeUp;
        this.topics = market.books().stream().map(StreamHub::topicsOf).toList();
    }

    private static List<Topic> topicsOf(SymbolBook book) {
        String symbol = book.instrument().symbol().toLowerCase(Locale.ROOT);
        return IntStream.range(0, StreamName.KINDS)
                .mapToObj(kind -> new Topic(symbol + "@" + StreamName.label(kind)))
                .toList();
    }

    /// Calls the action whenever a reader subscribes to something.
    public void onSubscribe(Runnable action) {
        onSubscribe = action;
    }

    /// Takes a new connection with the streams that its address named.
    ///
    /// @param combined whether payloads come in `{"stream":...,"data":...}`
    public void accept(ServerWebSocket socket, boolean combined, List<String> streams) {
        StreamClient client = new StreamClient(socket, combined, counters);
        clients.add(client);
        counters.opened();
        socket.setWriteQueueMaxSize(waitForReaders ? REPLAY_QUEUED_BYTES : MOST_QUEUED_BYTES);
        socket.drainHandler(_ -> wakeUp.run());
        socket.exceptionHandler(_ -> client.cut());
        socket.closeHandler(_ -> closed(client));
        socket.textMessageHandler(text -> answer(client, StreamRequest.parse(text)));
        if (!streams.isEmpty()) {
            subscribe(client, streams)
                    .ifPresent(error -> client.send(ascii(error("null", 2, error))));
        }
    }

    private void closed(StreamClient client) {
        if (clients.remove(client)) {
            counters.closed();
            counters.subscriptions(-client.topics().size());
            client.topics().forEach(topic -> topic.remove(client));
            client.topics().clear();
            wakeUp.run();
        }
    }

    private void answer(StreamClient client, StreamRequest request) {
        String text =
                switch (request) {
                    case StreamRequest.Subscribe r ->
                            subscribe(client, r.streams())
                                    .map(error -> error(r.id(), 2, error))
                                    .orElseGet(() -> result("null", r.id()));
                    case StreamRequest.Unsubscribe r -> {
                        unsubscribe(client, r.streams());
                        yield result("null", r.id());
                    }
                    case StreamRequest.ListSubscriptions r ->
                            result(
                                    new JsonArray(
                                                    client.topics().stream()
                                                            .map(Topic::name)
                                                            .toList())
                                            .encode(),
                                    r.id());
                    case StreamRequest.Invalid r -> error(r.id(), r.code(), r.message());
                };
        client.send(ascii(text));
    }

    private static String result(String value, String id) {
        return "{\"result\":" + value + ",\"id\":" + id + "}";
    }

    private static String error(String id, int code, String message) {
        return "{\"error\":{\"code\":" + code + ",\"msg\":\"" + message + "\"},\"id\":" + id + "}";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Subscribes to all of the streams, or to none and returns the error when one does not exist.
    private Optional<String> subscribe(StreamClient client, List<String> streams) {
        List<Topic> wanted = new ArrayList<>();
        for (String stream : streams) {
            Optional<StreamName> name = StreamName.parse(stream, market);
            if (name.isEmpty()) {
                return Optional.of("Invalid request: invalid stream");
            }
            wanted.add(topic(name.get().symbol(), name.get().kind()));
        }
        for (Topic topic : wanted) {
            if (client.topics().add(topic)) {
                topic.add(client);
                counters.subscriptions(1);
            }
        }
        onSubscribe.run();
        wakeUp.run();
        return Optional.empty();
    }

    private void unsubscribe(StreamClient client, List<String> streams) {
        for (String stream : streams) {
            StreamName.parse(stream, market)
                    .map(name -> topic(name.symbol(), name.kind()))
                    .filter(client.topics()::remove)
                    .ifPresent(topic -> {
                        topic.remove(client);
                        counters.subscriptions(-1);
                    });
        }
    }

    private Topic topic(int symbol, int kind) {
        return topics.get(symbol).get(kind);
    }

    @Override
    public void trade(
            SymbolBook book, long atMillis, long id, long ticks, long steps, boolean buyerMaker) {
        Topic topic = topic(book.index(), StreamName.TRADE);
        if (!topic.idle()) {
            long eventMillis = eventTime.applyAsLong(atMillis);
            StreamMessages.trade(
                    json.clear(),
                    book.instrument(),
                    eventMillis,
                    atMillis,
                    id,
                    ticks,
                    steps,
                    buyerMaker);
            publish(topic);
        }
    }

    @Override
    public void quote(SymbolBook book, long atMillis) {
        Topic topic = topic(book.index(), StreamName.BOOK_TICKER);
        if (!topic.idle()) {
            StreamMessages.bookTicker(json.clear(), book);
            publish(topic);
        }
    }

    @Override
    public void bar(SymbolBook book, BarSeries bars, long atMillis) {
        Topic topic = topic(book.index(), StreamName.klineKind(bars.interval()));
        if (topic.idle()) {
            return;
        }
        if (!bars.hasOpenBar() && closingBarsToSkip > 0) {
            closingBarsToSkip--;
            return;
        }
        StreamMessages.kline(
                json.clear(), book.instrument(), bars, eventTime.applyAsLong(atMillis));
        publish(topic);
    }

    private void publish(Topic topic) {
        if (!silent) {
            topic.send(json.toByteArray());
        }
    }

    /// Returns whether a reader has to be waited for.
    public boolean congested() {
        if (waitForReaders) {
            for (StreamClient client : clients) {
                if (client.full()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Cuts readers that let more than the limit pile up, unless they are waited for.
    public void cutSlowReaders() {
        if (waitForReaders) {
            return;
        }
        for (StreamClient client : List.copyOf(clients)) {
            if (client.full()) {
                counters.slowReaderCut();
                client.cut();
            }
        }
    }

    /// Pings every connection and cuts those that did not answer the ping before, unless readers are waited for: one that reads
    /// step by step may not have come to the ping yet.
    public void ping() {
        if (silent) {
            return;
        }
        for (StreamClient client : List.copyOf(clients)) {
            if (!client.ping() && !waitForReaders) {
                client.cut();
            }
        }
    }

    /// Drops every connection without a word.
    public void cutAll() {
        List.copyOf(clients).forEach(StreamClient::cut);
    }

    /// Sends nothing, or something again; sockets stay open.
    public void silence(boolean on) {
        silent = on;
    }

    /// Sends a text as it is to every connection.
    public void sendToAll(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        clients.forEach(client -> client.send(message));
    }

    /// Leaves out the next closing bars that somebody listens to.
    public void skipClosingBars(int count) {
        closingBarsToSkip = count;
    }

    /// Returns the counters.
    public StreamCounters counters() {
        return counters;
    }
}
