package io.tickmesh.bot;

import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.portfolio.Result;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers questions about what the engine has in memory: bots, positions and money. A question that makes no sense fails with a
/// [RequestFailedException].
final class Queries {
    private final Engine engine;
    private final Portfolio portfolio;
    private final String node;

    /// @param node that answers
    Queries(Engine engine, String node) {
        this.engine = engine;
        this.node = node;
        this.portfolio = engine.portfolio();
    }

    Bots bots(ListBots query) {
        List<BotView> views =
                engine.bots().stream()
                        .filter(bot -> matches(query.bot(), bot.id()))
                        .map(this::view)
                        .toList();
        if (views.isEmpty() && query.bot() != null) {
            throw new RequestFailedException(Failure.NOT_FOUND, "no bot " + query.bot());
        }
        return new Bots(views);
    }

    /// Returns the bot of that id.
    Bot known(String id) {
        return engine.bot(id)
                .orElseThrow(() -> new RequestFailedException(Failure.NOT_FOUND, "no bot " + id));
    }

    /// Returns that bot alone.
    Bots bots(Bot bot) {
        return new Bots(List.of(view(bot)));
    }

    Positions positions(ListPositions query) {
        List<PositionView> views =
                engine.bots().stream()
                        .filter(bot -> matches(query.bot(), bot.id()))
                        .flatMap(bot ->
                                portfolio.position(bot.id()).stream()
                                        .filter(position -> matches(query, position))
                                        .map(position -> view(bot, position)))
                        .toList();
        return new Positions(views);
    }

    BotView view(Bot bot) {
        return view(
                bot.stored(),
                bot.config(),
                bot.status(),
                bot.reason(),
                bot.firstEvaluation(),
                bot.record(),
                portfolio.position(bot.id()).map(Position::quantity).orElse(BigDecimal.ZERO),
                portfolio.result(bot.id()),
                node);
    }

    /// Returns a bot that no node runs just now.
    BotView moving(StoredBot bot, Result result, BigDecimal held) {
        BotConfig config =
                engine.check()
                        .check(bot.definition(), _ -> {})
                        .orElseGet(() -> BotConfig.broken(bot.definition()));
        String why = "moves between nodes";
        BotRecord none = new BotRecord();
        return view(bot, config, BotStatus.STARTING, why, null, none, held, result, null);
    }

    private static BotView view(
            StoredBot stored,
            BotConfig config,
            BotStatus status,
            String reason,
            @Nullable Instant firstEvaluation,
            BotRecord record,
            BigDecimal held,
            Result result,
            @Nullable String node) {
        return new BotView(
                stored.id(),
                stored.version(),
                config.account(),
                config.symbol(),
                config.interval(),
                config.definition().strategy(),
                config.definition().rule(),
                config.parameters().texts(),
                config.sizing(),
                config.entry(),
                config.exits(),
                status,
                reason,
                firstEvaluation,
                record.lastEvaluation(),
                record.evaluations(),
                record.signals(),
                record.failures(),
                record.lastFailure(),
                held,
                result.realised(),
                node);
    }

    /// Returns a position of a bot that no node runs just now: nobody knows its stops.
    PositionView stored(Position position) {
        return position.view(engine.mark(position), null, null);
    }

    private PositionView view(Bot bot, Position position) {
        ExitGuard guard = bot.guard();
        return position.view(
                engine.mark(position),
                guard == null ? null : guard.stopPrice(),
                guard == null ? null : guard.targetPrice());
    }

    static boolean matches(ListPositions query, Position position) {
        return matches(query.bot(), position.bot())
                && matches(query.account(), position.account())
                && matches(query.symbol(), position.symbol());
    }

    static boolean matches(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
