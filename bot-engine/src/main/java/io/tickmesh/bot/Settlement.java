package io.tickmesh.bot;

import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Books what the venue says of an order: first in the ledger, then in memory, then for everybody. One step at a time for each bot, so
/// that what is written always follows from what was written before. Belongs to one context.
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Outside outside;
    private final Portfolio portfolio;
    private final Ledger ledger;
    private final EngineMeters meters;
    private final OrderEvents events;
    private int waiting;

    Settlement(
            Outside outside,
            Portfolio portfolio,
            Ledger ledger,
            EngineMeters meters,
            OrderEvents events) {
        this.outside = outside;
        this.portfolio = portfolio;
        this.ledger = ledger;
        this.meters = meters;
        this.events = events;
    }

    /// Returns how many steps are not stored yet.
    int waiting() {
        return waiting;
    }

    /// Takes in that the venue has an order, and what it said of it at once.
    ///
    /// @param answeredMicros epoch microseconds when risk allowed it
    Future<Void> placed(Bot bot, Order order, List<VenueResult> results, long answeredMicros) {
        OrderState.Placed placed = new OrderState.Placed(outside.time().instant());
        bot.working(new Working(new TrackedOrder(order, placed), "", answeredMicros));
        return settle(bot, results);
    }

    /// Takes in what the venue said of the order that it has of a bot.
    ///
    /// @return done when that is stored and known; fails if it cannot be stored for good
    Future<Void> settle(Bot bot, List<VenueResult> results) {
        waiting++;
        Future<Void> next =
                bot.settled()
                        .compose(_ -> book(bot, results))
                        .onComplete(_ -> waiting--)
                        .recover(failure -> {
                            LOG.atError()
                                    .addKeyValue("bot", bot.id())
                                    .addKeyValue("results", results)
                                    .setCause(failure)
                                    .log("what happened to an order cannot be stored");
                            bot.halt("what happened cannot be stored: " + failure.getMessage());
                            return Future.failedFuture(failure);
                        });
        bot.settled(next);
        return next;
    }

    private Future<Void> book(Bot bot, List<VenueResult> results) {
        Working working = Objects.requireNonNull(bot.working());
        OrderState state = working.order().state();
        Order order = working.order().order();
        List<Change> changes = new ArrayList<>();
        Position position = portfolio.position(bot.id()).orElse(null);
        for (VenueResult result : results) {
            state = result.apply((OrderState.Working) state);
            if (result instanceof VenueResult.Filled filled) {
                FillView fill = filled.view();
                Booked booked = Portfolio.foresee(position, fill);
                changes.add(new Change.Filled(fill, filled.maker(), booked, order.reason()));
                position = booked instanceof Booked.Closed ? null : booked.position();
            }
        }
        TrackedOrder after = working.order().in(state);
        changes.addFirst(new Change.Ordered(after, 1));
        return ledger.commit(changes)
                .map(_ -> {
                    apply(bot, working, results);
                    return null;
                });
    }

    private void apply(Bot bot, Working before, List<VenueResult> results) {
        Working working = before;
        if (working.cause().isEmpty()) {
            OrderState placed = working.order().state();
            String cause = events.placed(working.order().order(), placed.since());
            working = new Working(working.order(), cause, working.answeredMicros());
        }
        for (VenueResult result : results) {
            OrderState.Working open = (OrderState.Working) working.order().state();
            working = working.in(working.order().in(result.apply(open)));
            switch (result) {
                case VenueResult.Filled filled -> filled(bot, working, filled.view());
                case VenueResult.Cancelled _, VenueResult.Expired _ ->
                        events.cancelled(working.order(), working.cause());
                case VenueResult.Rejected _ -> {
                    meters.rejected();
                    events.rejected(working.order(), working.cause());
                }
            }
        }
        if (working.order().state() instanceof OrderState.Ended) {
            ended(bot, working.order());
        } else {
            bot.working(working);
        }
    }

    private void filled(Bot bot, Working working, FillView fill) {
        meters.filled();
        Booked booked = portfolio.book(fill);
        String cause = events.filled(fill, working.order().remaining(), working.cause());
        taken(bot, booked, fill, working.order().order().reason(), cause);
        if (working.answeredMicros() > 0) {
            outside.latency(
                    Stage.RISK_ANSWER_TO_FILL, WallClock.micros() - working.answeredMicros());
        }
    }

    private void taken(Bot bot, Booked booked, FillView fill, String reason, String cause) {
        switch (booked) {
            case Booked.Opened(Position position) ->
                    events.opened(position, bot.watch(position, 0), fill.time(), cause);
            case Booked.Changed(Position position) -> {
                var _ = bot.watch(position, 0);
            }
            case Booked.Closed closed -> {
                bot.left(fill.time());
                events.closed(closed.closed(), reason, cause);
            }
        }
    }

    private void ended(Bot bot, TrackedOrder order) {
        portfolio.release(order.order().id());
        bot.free();
        if (!order.order().isEntry() && portfolio.holds(bot.id())) {
            bot.exit().failed(outside.time().instant());
        }
    }

    /// Writes off what a position cannot sell.
    ///
    /// @param order the exit that cannot be sent, with the reason
    /// @param dust the fill that stands for it
    Future<Void> writtenOff(Bot bot, TrackedOrder order, FillView dust) {
        @Nullable Position position = portfolio.position(bot.id()).orElse(null);
        Booked booked = Portfolio.foresee(position, dust);
        String reason = order.order().reason() + ", " + order.state().reason();
        List<Change> changes =
                List.of(
                        new Change.Ordered(order, 1),
                        new Change.Filled(dust, false, booked, reason));
        return ledger.commit(changes)
                .map(_ -> {
                    events.rejected(order, order.order().signalId());
                    bot.free();
                    taken(
                            bot,
                            portfolio.book(dust),
                            dust,
                            reason,
                            events.filled(
                                    dust,
                                    order.order().quantity().subtract(dust.quantity()),
                                    order.order().signalId()));
                    return null;
                });
    }
}
