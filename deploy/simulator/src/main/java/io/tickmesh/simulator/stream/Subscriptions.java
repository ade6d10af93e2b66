package io.tickmesh.simulator.stream;

import io.vertx.core.json.JsonArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who listens to what, and the answers to requests that change it. Lives on the simulator's event loop.
final class Subscriptions {

    private final StreamTable streams;
    private final int mostStreams;
    private final StreamCounters counters;
    private final Runnable wakeUp;
    private Runnable onSubscribe = () -> {};

    /// @param mostStreams of one connection
    /// @param wakeUp called when somebody subscribed
    Subscriptions(StreamTable streams, int mostStreams, StreamCounters counters, Runnable wakeUp) {
        this.streams = streams;
        this.mostStreams = mostStreams;
        this.counters = counters;
        this.wakeUp = wakeUp;
    }

    void onSubscribe(Runnable action) {
        onSubscribe = action;
    }

    /// Does what was asked for and returns what to answer.
    String answer(StreamClient client, StreamRequest request) {
        return switch (request) {
            case StreamRequest.Subscribe r ->
                    add(client, r.streams())
                            .map(reason -> Answers.error(r.id(), reason))
                            .orElseGet(() -> Answers.result(r.id(), "null"));
            case StreamRequest.Unsubscribe r -> {
                remove(client, r.streams());
                yield Answers.result(r.id(), "null");
            }
            case StreamRequest.ListSubscriptions r -> Answers.result(r.id(), list(client));
            case StreamRequest.SetCombined r -> {
                client.combined(r.combined());
                yield Answers.result(r.id(), "null");
            }
            case StreamRequest.GetCombined r ->
                    Answers.result(r.id(), String.valueOf(client.combined()));
            case StreamRequest.Invalid r -> Answers.error(r.id(), r);
        };
    }

    private static String list(StreamClient client) {
        return new JsonArray(client.topics().stream().map(Topic::name).toList()).encode();
    }

    /// Subscribes to all of the streams, or to none and returns why not.
    Optional<StreamRequest.Invalid> add(StreamClient client, List<String> names) {
        Set<Topic> wanted = new LinkedHashSet<>();
        for (String name : names) {
            Optional<Topic> topic = streams.named(name);
            if (topic.isEmpty()) {
                return Optional.of(RequestParser.invalid("", "invalid stream"));
            }
            wanted.add(topic.get());
        }
        wanted.removeAll(client.topics());
        if (client.topics().size() + wanted.size() > mostStreams) {
            return Optional.of(RequestParser.invalid("", "too many streams"));
        }
        for (Topic topic : wanted) {
            client.topics().add(topic);
            topic.add(client);
        }
        counters.subscriptions(wanted.size());
        onSubscribe.run();
        wakeUp.run();
        return Optional.empty();
    }

    private void remove(StreamClient client, List<String> names) {
        for (String name : names) {
            streams.named(name)
                    .filter(client.topics()::remove)
                    .ifPresent(topic -> {
                        topic.remove(client);
                        counters.subscriptions(-1);
                    });
        }
    }

    /// Ends all subscriptions of a connection that has gone.
    void forget(StreamClient client) {
        counters.subscriptions(-client.topics().size());
        client.topics().forEach(topic -> topic.remove(client));
        client.topics().clear();
    }
}
