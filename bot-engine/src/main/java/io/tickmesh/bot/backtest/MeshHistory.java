package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The live market as market-stream tells of it, page by page.
final class MeshHistory implements MarketHistory {
    private static final int PAGE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Mesh mesh;
    private final int mostCandles;

    MeshHistory(Mesh mesh, int mostCandles) {
        this.mesh = mesh;
        this.mostCandles = mostCandles;
    }

    @Override
    public Optional<SymbolRules> rules(String symbol) {
        try {
            return ask(new ListSymbols()).items().stream()
                    .filter(rules -> rules.symbol().equals(symbol))
                    .findFirst();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public RecordedCandles candles(String symbol, Interval interval, @Nullable Instant from) {
        Deque<List<Candle>> pages = new ArrayDeque<>();
        long oldest = from == null ? Long.MIN_VALUE : from.toEpochMilli();
        Long before = null;
        int count = 0;
        try {
            while (count < mostCandles) {
                List<Candle> page = ask(new ListCandles(symbol, interval, PAGE, before)).items();
                if (page.isEmpty()) {
                    break;
                }
                pages.addFirst(page);
                count += page.size();
                before = page.getFirst().openMillis();
                if (before <= oldest) {
                    break;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new WrongFieldException(
                    "data",
                    "is not there: no history of %s %s: %s"
                            .formatted(symbol, interval, cause.getMessage()));
        }
        if (pages.isEmpty()) {
            throw new WrongFieldException(
                    "data",
                    "is not there: no history of %s %s is kept".formatted(symbol, interval));
        }
        List<Candle> all = new ArrayList<>(count);
        pages.forEach(all::addAll);
        return RecordedCandles.of(interval, all);
    }

    private <R extends Reply> R ask(Request<R> question)
            throws ExecutionException, TimeoutException {
        try {
            return mesh.ask(question, PATIENCE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoppedException.cancelled();
        }
    }
}
