package io.tickmesh.market.kraken;

import io.tickmesh.market.venue.Channel;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.StreamRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The messages that subscribe, one for each channel and not too many symbols. The exchange answers each symbol for itself.
final class KrakenRequests {
    private static final int SYMBOLS_PER_MESSAGE = 100;

    private KrakenRequests() {}

    /// Returns the messages for `streams`, in the order of their channels.
    ///
    /// @param method `subscribe` or `unsubscribe`
    static List<StreamRequest> of(
            String method, List<Stream> streams, List<KrakenPair> pairs, int firstId) {
        Map<Channel, List<String>> names = new LinkedHashMap<>();
        for (Stream stream : streams) {
            names.computeIfAbsent(stream.channel(), _ -> new ArrayList<>())
                    .add(pairs.get(stream.symbol()).streamName());
        }
        List<StreamRequest> requests = new ArrayList<>();
        names.forEach((channel, symbols) -> {
            for (int from = 0; from < symbols.size(); from += SYMBOLS_PER_MESSAGE) {
                List<String> some =
                        symbols.subList(from, Math.min(from + SYMBOLS_PER_MESSAGE, symbols.size()));
                requests.add(request(method, channel, some, firstId + requests.size()));
            }
        });
        return requests;
    }

    /// Returns what the exchange calls a channel.
    static String name(Channel channel) {
        return switch (channel) {
            case Channel.Trades _ -> "trade";
            case Channel.Quotes _ -> "ticker";
            case Channel.Bars bars -> "ohlc-" + bars.interval().nominal().toMinutes();
            case Channel.Depth _ -> "book";
        };
    }

    private static StreamRequest request(
            String method, Channel channel, List<String> symbols, int id) {
        String list =
                symbols.stream()
                        .map(symbol -> '"' + symbol + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        String text =
                "{\"method\":\"%s\",\"params\":{%s,\"symbol\":%s},\"req_id\":%d}"
                        .formatted(method, params(channel), list, id);
        return new StreamRequest(text, symbols.size());
    }

    private static String params(Channel channel) {
        return switch (channel) {
            case Channel.Trades _ -> "\"channel\":\"trade\",\"snapshot\":false";
            case Channel.Quotes _ ->
                    "\"channel\":\"ticker\",\"event_trigger\":\"bbo\",\"snapshot\":true";
            case Channel.Bars bars ->
                    "\"channel\":\"ohlc\",\"interval\":%d,\"snapshot\":true"
                            .formatted(bars.interval().nominal().toMinutes());
            case Channel.Depth _ -> "\"channel\":\"book\",\"snapshot\":true";
        };
    }
}
