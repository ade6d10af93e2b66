package io.tickmesh.bot;

import io.tickmesh.bot.execution.History;
import io.tickmesh.bot.execution.Journal;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.EquityHistory;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.Fills;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Answers questions about bots, orders and money. A question that makes no sense fails with a [RequestFailedException].
final class Queries {
    private static final int MAX_LIMIT = 1_000;

    private final List<Bot> bots;
    private final Portfolio portfolio;
    private final Journal journal;
    private final EquitySnapshots equity;
    private final Function<Position, BigDecimal> mark;

    Queries(
            List<Bot> bots,
            Portfolio portfolio,
            Journal journal,
            EquitySnapshots equity,
            Function<Position, BigDecimal> mark) {
        this.bots = bots;
        this.portfolio = portfolio;
        this.journal = journal;
        this.equity = equity;
        this.mark = mark;
    }

    Bots bots(ListBots query) {
        List<BotView> views =
                bots.stream()
                        .filter(bot -> matches(query.bot(), bot.config().id()))
                        .map(this::view)
                        .toList();
        if (views.isEmpty() && query.bot() != null) {
            throw new RequestFailedException(Failure.NOT_FOUND, "no bot " + query.bot());
        }
        return new Bots(views);
    }

    Orders orders(ListOrders query) {
        History.Page<OrderView> page =
                page(
                        query.limit(),
                        limit ->
                                journal.orders(
                                        query.cursor(),
                                        limit,
                                        order ->
                                                matches(query.account(), order.account())
                                                        && matches(query.bot(), order.bot())
                                                        && matches(query.symbol(), order.symbol())
                                                        && matches(
                                                                query.status(), order.status())));
        return new Orders(page.items(), page.next());
    }

    Orders order(GetOrder query) {
        History.Page<OrderView> page =
                page(
                        1,
                        limit ->
                                journal.orders(
                                        null,
                                        limit,
                                        order -> order.orderId().equals(query.orderId())));
        if (page.items().isEmpty()) {
            throw new RequestFailedException(Failure.NOT_FOUND, "no order " + query.orderId());
        }
        return new Orders(page.items(), null);
    }

    Fills fills(ListFills query) {
        History.Page<FillView> page =
                page(
                        query.limit(),
                        limit ->
                                journal.fills(
                                        query.cursor(),
                                        limit,
                                        fill ->
                                                matches(query.account(), fill.account())
                                                        && matches(query.bot(), fill.bot())
                                                        && matches(query.symbol(), fill.symbol())));
        return new Fills(page.items(), page.next());
    }

    Positions positions(ListPositions query) {
        List<PositionView> views =
                bots.stream()
                        .filter(bot ->
                                matches(query.account(), bot.config().account())
                                        && matches(query.bot(), bot.config().id())
                                        && matches(query.symbol(), bot.config().symbol()))
                        .flatMap(bot -> position(bot).stream())
                        .toList();
        return new Positions(views);
    }

    io.tickmesh.mesh.request.Portfolio accounts() {
        return new io.tickmesh.mesh.request.Portfolio(
                portfolio.accounts().stream()
                        .map(account -> portfolio.value(account.id(), mark))
                        .toList());
    }

    EquityHistory equity(ListEquity query) {
        History.Page<EquitySnapshotTaken> page =
                page(
                        query.limit(),
                        limit -> equity.page(query.account(), query.bot(), query.cursor(), limit));
        return new EquityHistory(page.items(), page.next());
    }

    private Optional<PositionView> position(Bot bot) {
        ExitGuard guard = bot.guard();
        return portfolio
                .position(bot.config().id())
                .map(position ->
                        position.view(
                                mark.apply(position),
                                guard == null ? null : guard.stopPrice(),
                                guard == null ? null : guard.targetPrice()));
    }

    private BotView view(Bot bot) {
        String id = bot.config().id();
        return bot.view(
                portfolio.position(id).map(Position::quantity).orElse(BigDecimal.ZERO),
                portfolio.result(id).realised());
    }

    private static <T> History.Page<T> page(int limit, IntFunction<History.Page<T>> pages) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new RequestFailedException(
                    Failure.INVALID,
                    "limit must be from 1 to %d, was %d".formatted(MAX_LIMIT, limit));
        }
        try {
            return pages.apply(limit);
        } catch (IllegalArgumentException e) {
            throw new RequestFailedException(Failure.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static boolean matches(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
