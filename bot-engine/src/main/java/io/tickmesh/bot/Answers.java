package io.tickmesh.bot;

import io.tickmesh.bot.store.LeaseLostException;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.mesh.bus.Gathered;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.ListStrategies;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Portfolio;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.StepDone;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers for the bots, whichever node is asked: from the database, as the node that runs the bot, or with what all nodes say together.
/// Belongs to one context.
final class Answers {
    private static final Duration LOOK = Duration.ofSeconds(1);
    // Less than a gateway waits; orders of people ask risk and the database.
    private static final Duration COMMAND = Duration.ofSeconds(8);

    private final Mesh mesh;
    private final EngineConfig config;
    private final boolean alone;
    private final Supplier<@Nullable Running> running;
    private final List<Future<?>> served = new ArrayList<>();

    /// @param running null until there is one
    Answers(Mesh mesh, EngineConfig config, boolean alone, Supplier<@Nullable Running> running) {
        this.mesh = mesh;
        this.config = config;
        this.alone = alone;
        this.running = running;
    }

    /// Registers everything.
    Future<?> serve() {
        served.add(mesh.serve(ListStrategies.class, _ -> done(config.strategies().views())));
        stored();
        together();
        ofOneBot();
        split(
                CommandBots.class,
                CommandBots::bots,
                (q, part) -> new CommandBots(part, q.command()),
                (own, q) -> own.commands().command(q),
                Answers::bots);
        split(
                ClosePositions.class,
                ClosePositions::bots,
                (q, part) -> new ClosePositions(part, q.reason()),
                (own, q) -> own.commands().close(q),
                Answers::orders);
        return Future.all(served);
    }

    private void stored() {
        any(ListOrders.class, (own, q) -> own.archive().orders(q));
        any(GetOrder.class, (own, q) -> own.archive().order(q));
        any(ListFills.class, (own, q) -> own.archive().fills(q));
        any(ListEquity.class, (own, q) -> own.archive().equity(q));
        any(ListSignals.class, (own, q) -> own.archive().signals(q));
        any(GetPortfolio.class, (own, _) -> own.accounts().views().map(Portfolio::new));
        any(AwaitStep.class, (own, q) -> own.awaitStep(q.time()).map(_ -> new StepDone(q.time())));
    }

    private void together() {
        joined(
                RecallTradingEvents.class,
                (own, q) -> own.log().recall(q),
                // Each node has written what it told when it answers; then one can read it all.
                (own, q, said) -> own.log().recall(q).map(all -> complete(all, said)));
        joined(
                ListBots.class,
                (own, q) -> done(own.queries().bots(q)),
                (own, q, said) -> own.census().bots(q, said));
        joined(
                ListPositions.class,
                (own, q) -> done(own.queries().positions(q)),
                (own, q, said) -> own.census().positions(q, said));
    }

    private void ofOneBot() {
        owned(GetBotChart.class, GetBotChart::bot, LOOK, Running::chart);
        owned(
                CreateBot.class,
                q -> q.definition().id(),
                COMMAND,
                (own, q) -> own.commands().create(q));
        owned(
                ReplaceBot.class,
                q -> q.definition().id(),
                COMMAND,
                (own, q) -> own.commands().replace(q));
        owned(DeleteBot.class, DeleteBot::bot, COMMAND, (own, q) -> own.commands().delete(q));
        owned(
                CancelOrder.class,
                q -> OrderIds.bot(q.orderId()),
                COMMAND,
                (own, q) -> own.commands().cancel(q));
    }

    private <R extends Reply, Q extends Request<R>> void any(
            Class<Q> type, BiFunction<Running, Q, Future<R>> answer) {
        served.add(mesh.serve(type, answer(answer)));
    }

    private <R extends Reply, Q extends Request<R>> void joined(
            Class<Q> type, BiFunction<Running, Q, Future<R>> own, Join<R, Q> join) {
        if (alone) {
            any(type, own);
            return;
        }
        served.add(
                mesh.serveJoined(
                        type,
                        LOOK,
                        answer(own),
                        (question, said) ->
                                answer((Running it, Q q) -> join.join(it, q, said))
                                        .apply(question)));
    }

    private <R extends Reply, Q extends Request<R>> void owned(
            Class<Q> type,
            Function<Q, String> bot,
            Duration timeout,
            BiFunction<Running, Q, Future<R>> answer) {
        served.add(
                mesh.serveOwned(
                        type,
                        question -> key(bot.apply(question)),
                        timeout,
                        answer((own, question) -> {
                            own.require(bot.apply(question));
                            return answer.apply(own, question);
                        })));
    }

    /// What several nodes have to do is done by each for its own bots. The nodes do not wait for each other: if one of them refuses, the
    /// others may have done it.
    private <R extends Reply, Q extends Request<R>> void split(
            Class<Q> type,
            Function<Q, List<String>> bots,
            BiFunction<Q, List<String>, Q> part,
            BiFunction<Running, Q, Future<R>> answer,
            BiFunction<Q, List<R>, R> join) {
        Function<Q, Future<R>> here =
                answer((own, question) -> {
                    bots.apply(question).forEach(own::require);
                    return answer.apply(own, question);
                });
        Function<Q, Future<R>> all =
                answer((own, question) -> {
                    Map<String, List<String>> byNode = new LinkedHashMap<>();
                    bots.apply(question).stream()
                            .distinct()
                            .forEach(bot ->
                                    byNode.computeIfAbsent(owner(bot), _ -> new ArrayList<>())
                                            .add(bot));
                    if (byNode.size() <= 1) {
                        return byNode.isEmpty() || byNode.containsKey(mesh.node())
                                ? here.apply(question)
                                : mesh.askNode(
                                        byNode.keySet().iterator().next(), question, COMMAND);
                    }
                    return own.census()
                            .check(bots.apply(question))
                            .compose(_ -> each(byNode, question, part))
                            .map(answers -> join.apply(question, answers));
                });
        served.add(mesh.serve(type, here, all));
    }

    private <R extends Reply, Q extends Request<R>> Future<List<R>> each(
            Map<String, List<String>> byNode, Q question, BiFunction<Q, List<String>, Q> part) {
        List<Future<R>> asked = new ArrayList<>();
        byNode.forEach(
                (node, bots) -> asked.add(mesh.askNode(node, part.apply(question, bots), COMMAND)));
        return Future.join(asked).map(_ -> asked.stream().map(Future::result).toList());
    }

    private String owner(String bot) {
        return alone ? mesh.node() : mesh.ownership().owner(key(bot));
    }

    private <R extends Reply, Q extends Request<R>> Function<Q, Future<R>> answer(
            BiFunction<Running, Q, Future<R>> answer) {
        return question -> {
            Running own = running.get();
            return own == null
                    ? Future.failedFuture(
                            new RequestFailedException(
                                    Failure.UNAVAILABLE, "the bots wait for their database"))
                    : answer.apply(own, question).recover(Answers::explained);
        };
    }

    private static <R> Future<R> explained(Throwable failure) {
        return Future.failedFuture(
                failure instanceof LeaseLostException
                        ? new RequestFailedException(
                                Failure.UNAVAILABLE, "the bot moves between nodes")
                        : failure);
    }

    private static RecalledEvents complete(RecalledEvents all, Gathered<RecalledEvents> said) {
        boolean complete =
                said.silent().isEmpty()
                        && said.answers().values().stream().allMatch(RecalledEvents::complete);
        return new RecalledEvents(all.items(), all.next(), all.complete() && complete);
    }

    private static String key(String bot) {
        return Shards.key(Shards.of(bot));
    }

    private static Bots bots(CommandBots question, List<Bots> answers) {
        List<BotView> all = new ArrayList<>();
        answers.forEach(answer -> all.addAll(answer.items()));
        all.sort(Comparator.comparingInt(view -> question.bots().indexOf(view.id())));
        return new Bots(all);
    }

    private static Orders orders(ClosePositions question, List<Orders> answers) {
        List<OrderView> all = new ArrayList<>();
        answers.forEach(answer -> all.addAll(answer.items()));
        all.sort(Comparator.comparingInt(view -> question.bots().indexOf(view.bot())));
        return new Orders(all, null);
    }

    private static <R> Future<R> done(R answer) {
        return Future.succeededFuture(answer);
    }

    /// Makes one answer of several.
    @FunctionalInterface
    private interface Join<R extends Reply, Q extends Request<R>> {
        Future<R> join(Running own, Q question, Gathered<R> said);
    }
}
