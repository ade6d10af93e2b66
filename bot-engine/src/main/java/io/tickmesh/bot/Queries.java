package io.tickmesh.bot;

import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers questions about what the engine has in memory: bots, positions and money. A question that makes no sense fails with a
/// [RequestFailedException].
final class Queries {
    private final Engine engine;
    private final Portfolio portfolio;

    Queries(Engine engine) {
        this.engine = engine;
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
                                        .filter(position ->
                                                matches(query.account(), position.account())
                                                        && matches(
                                                                query.symbol(), position.symbol()))
                                        .map(position -> view(bot, position)))
                        .toList();
        return new Positions(views);
    }

    io.tickmesh.mesh.request.Portfolio accounts() {
        return new io.tickmesh.mesh.request.Portfolio(
                portfolio.accounts().stream()
                        .map(account -> portfolio.value(account.id(), engine::mark))
                        .toList());
    }

    BotView view(Bot bot) {
        BotConfig config = bot.config();
        BotRecord record = bot.record();
        return new BotView(
                bot.id(),
                bot.stored().version(),
                config.account(),
                config.symbol(),
                config.interval(),
                config.definition().strategy(),
                config.definition().rule(),
                config.parameters().texts(),
                config.sizing(),
                config.entry(),
                config.exits(),
                bot.status(),
                bot.reason(),
                bot.firstEvaluation(),
                record.lastEvaluation(),
                record.evaluations(),
                record.signals(),
                record.failures(),
                record.lastFailure(),
                portfolio.position(bot.id()).map(Position::quantity).orElse(BigDecimal.ZERO),
                portfolio.result(bot.id()).realised());
    }

    private PositionView view(Bot bot, Position position) {
        ExitGuard guard = bot.guard();
        return position.view(
                engine.mark(position),
                guard == null ? null : guard.stopPrice(),
                guard == null ? null : guard.targetPrice());
    }

    private static boolean matches(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
