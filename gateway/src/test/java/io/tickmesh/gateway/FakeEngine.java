package io.tickmesh.gateway;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.ListStrategies;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.ParameterView;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.Strategies;
import io.tickmesh.mesh.request.StrategyView;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/// The commands of [FakeServices]: remembers nothing. `bot-01` holds a position.
final class FakeEngine {
    private static final String HOLDER = "bot-01";

    private final List<BotView> bots;

    FakeEngine(List<BotView> bots) {
        this.bots = bots;
    }

    List<Future<?>> serve(Server server) {
        return List.of(
                server.serve(ListStrategies.class, _ -> strategies()),
                server.serve(CreateBot.class, q -> create(q.definition())),
                server.serve(ReplaceBot.class, q -> replace(q.definition())),
                server.serve(DeleteBot.class, q -> delete(q.bot())),
                server.serve(CommandBots.class, this::command),
                server.serve(GetOrder.class, q -> order(q.orderId())),
                server.serve(CancelOrder.class, q -> order(q.orderId())));
    }

    private static Strategies strategies() {
        return new Strategies(
                List.of(
                        new StrategyView(
                                "ema-cross",
                                "Enters when a fast average crosses above a slow one.",
                                List.of(
                                        new ParameterView(
                                                "fast", "bars", true, "12", "2", "500")))));
    }

    private Bots create(BotDefinition definition) {
        if (bots.stream().anyMatch(bot -> bot.id().equals(definition.id()))) {
            throw new RequestFailedException(
                    Failure.CONFLICT, definition.id() + " is the id of another bot");
        }
        return new Bots(List.of(view(definition)));
    }

    private Bots replace(BotDefinition definition) {
        existing(definition.id());
        return new Bots(List.of(view(definition)));
    }

    private Bots delete(String id) {
        existing(id);
        if (id.equals(HOLDER)) {
            throw new RequestFailedException(Failure.CONFLICT, id + " holds a position");
        }
        return new Bots(List.of());
    }

    private Bots command(CommandBots request) {
        return new Bots(
                request.bots().stream()
                        .map(id -> changed(existing(id), status(request.command())))
                        .toList());
    }

    private static Orders order(String id) {
        List<OrderView> found =
                FakeFigures.orders().items().stream()
                        .filter(order -> order.orderId().equals(id))
                        .toList();
        if (found.isEmpty()) {
            throw new RequestFailedException(Failure.NOT_FOUND, "no order " + id);
        }
        return new Orders(found, null);
    }

    private BotView existing(String id) {
        return bots.stream()
                .filter(bot -> bot.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RequestFailedException(Failure.NOT_FOUND, "no bot " + id));
    }

    private static BotStatus status(BotCommand command) {
        return switch (command) {
            case START -> BotStatus.RUNNING;
            case PAUSE -> BotStatus.PAUSED;
            case STOP -> BotStatus.STOPPED;
        };
    }

    private static BotView view(BotDefinition bot) {
        if (bot.rule() != null && bot.rule().contains("rssi")) {
            throw RequestFailedException.invalid(
                    List.of(
                            new FieldError("symbol", "is not streamed"),
                            new FieldError("rule", 2, 7, "unknown indicator 'rssi'")));
        }
        if (bot.symbol().equals("NOPE")) {
            throw new RequestFailedException(Failure.INVALID, "NOPE is not streamed");
        }
        return new BotView(
                bot.id(),
                1,
                bot.account(),
                bot.symbol(),
                bot.interval(),
                bot.strategy(),
                bot.rule(),
                bot.parameters(),
                bot.sizing(),
                bot.entry(),
                bot.exits(),
                BotStatus.STARTING,
                "created",
                null,
                null,
                0,
                0,
                0,
                null,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                "alpha");
    }

    private static BotView changed(BotView bot, BotStatus status) {
        return new BotView(
                bot.id(),
                1,
                bot.account(),
                bot.symbol(),
                bot.interval(),
                bot.strategy(),
                bot.rule(),
                bot.parameters(),
                bot.sizing(),
                bot.entry(),
                bot.exits(),
                status,
                "told over REST",
                bot.firstEvaluation(),
                bot.lastEvaluation(),
                bot.evaluations(),
                bot.signals(),
                bot.failures(),
                bot.lastFailure(),
                bot.position(),
                bot.realised(),
                bot.node());
    }

    interface Server {
        <R extends Reply, Q extends Request<R>> Future<?> serve(
                Class<Q> type, Function<Q, R> answer);
    }
}
