package io.tickmesh.bot;

import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Archive;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gets bots out of their positions because a person says so: what is under way comes to its end or is withdrawn, then what is held is
/// sold. Belongs to one context.
final class Closing {
    // An entry, an exit that was refused, and one that began meanwhile: more does not happen by
    // itself.
    private static final int MOST_ROUNDS = 5;

    private final Engine engine;
    private final Archive archive;

    Closing(Engine engine, Archive archive) {
        this.engine = engine;
        this.archive = archive;
    }

    /// Answers with the exit order of each of the bots that held something, in their order.
    Future<Orders> close(ClosePositions command, List<Bot> bots) {
        for (Bot bot : bots) {
            if (bot.isHalted() && engine.portfolio().holds(bot.id())) {
                throw conflict("bot %s is out of order: %s".formatted(bot.id(), bot.reason()));
            }
        }
        List<Future<Optional<OrderView>>> ways =
                bots.stream().map(bot -> leave(bot, command.reason(), null, MOST_ROUNDS)).toList();
        return Future.all(ways)
                .map(_ ->
                        new Orders(
                                ways.stream().flatMap(way -> way.result().stream()).toList(),
                                null));
    }

    /// @param last exit that was under way when the bot was told; null if there was none
    private Future<Optional<OrderView>> leave(
            Bot bot, String reason, @Nullable TrackedOrder last, int rounds) {
        if (rounds == 0) {
            return Future.failedFuture(conflict("bot %s is busy".formatted(bot.id())));
        }
        Working working = bot.working();
        if (working != null && working.order().order().isEntry()) {
            return engine.orders()
                    .withdraw(bot, reason)
                    .compose(_ -> leave(bot, reason, null, rounds - 1));
        }
        if (working != null) {
            GetOrder exit = new GetOrder(working.order().order().id());
            return bot.settled()
                    .compose(_ -> archive.order(exit))
                    .map(found -> Optional.of(found.items().getFirst()));
        }
        if (!bot.isFree()) {
            return bot.way().isComplete()
                    ? Future.failedFuture(conflict("bot %s is being moved".formatted(bot.id())))
                    : bot.way()
                            .transform((order, _) ->
                                    leave(
                                            bot,
                                            reason,
                                            order == null || order.order().isEntry() ? null : order,
                                            rounds - 1));
        }
        Position held = engine.portfolio().position(bot.id()).orElse(null);
        if (held == null) {
            return Future.succeededFuture(Optional.ofNullable(last).map(TrackedOrder::view));
        }
        engine.decisions().leave(bot, reason, engine.mark(held).doubleValue());
        return bot.way().map(order -> Optional.of(order.view()));
    }

    private static RequestFailedException conflict(String why) {
        return new RequestFailedException(Failure.CONFLICT, why);
    }
}
