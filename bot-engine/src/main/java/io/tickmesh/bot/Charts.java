package io.tickmesh.bot;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.LineChart;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.request.BotChart;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws what bots look at: candles and the lines of their strategies, made anew for each question, so that the bots do not notice.
/// Belongs to one context.
final class Charts {
    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Mesh mesh;

    Charts(Vertx vertx, Mesh mesh) {
        this.vertx = vertx;
        this.mesh = mesh;
    }

    /// Answers on the context; fails with a [RequestFailedException] if market-stream does not answer.
    Future<BotChart> chart(GetBotChart query, Bot bot) {
        if (query.limit() < 1 || query.limit() > MOST) {
            throw new RequestFailedException(
                    Failure.INVALID,
                    "limit must be from 1 to %d, was %d".formatted(MOST, query.limit()));
        }
        BotConfig config = bot.config();
        int wanted = query.limit() + bot.setup().warmUpBars();
        return candles(config, Math.min(MOST, wanted), null)
                .compose(newest -> withOlder(config, newest, wanted))
                // It takes milliseconds that orders would wait for.
                .compose(all -> vertx.executeBlocking(() -> draw(query, config, all), false));
    }

    private Future<List<Candle>> withOlder(BotConfig config, List<Candle> newest, int wanted) {
        if (newest.size() < MOST || wanted <= MOST) {
            return Future.succeededFuture(newest);
        }
        return candles(config, Math.min(MOST, wanted - MOST), newest.getFirst().openMillis())
                .map(older -> {
                    List<Candle> all = new ArrayList<>(older);
                    all.addAll(newest);
                    return all;
                });
    }

    private Future<List<Candle>> candles(BotConfig config, int limit, @Nullable Long before) {
        return mesh.ask(
                        new ListCandles(config.symbol(), config.interval(), limit, before),
                        PATIENCE)
                .map(Candles::items);
    }

    private static BotChart draw(GetBotChart query, BotConfig config, List<Candle> candles) {
        Indicators own = new Indicators();
        var _ = config.strategy().factory().apply(config.parameters(), own);
        int shown = Math.min(query.limit(), candles.size());
        return new BotChart(
                config.id(),
                config.symbol(),
                config.interval(),
                candles.subList(candles.size() - shown, candles.size()),
                new LineChart(own).draw(candles, shown));
    }
}
