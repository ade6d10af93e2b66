package io.tickmesh.bot;

import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.LeaseLostException;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Books what the venue says of an order: first in the ledger, with the events that tell of it, then in memory, then for everybody. One step at a time for each bot, so
/// that what is written always follows from what was written before. Belongs to one context.
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Outside outside;
    private final Portfolio portfolio;
    private final Ledger ledger;
    private final EngineMeters meters;
    private final OrderEvents texts;
    private final Announcer announcer;
    private int waiting;

    Settlement(
            Outside outside,
            Portfolio portfolio,
            Ledger ledger,
            EngineMeters meters,
            OrderEvents texts,
            Announcer announcer) {
        this.outside = outside;
        this.portfolio = portfolio;
        this.ledger = ledger;
        this.meters = meters;
        this.texts = texts;
        this.announcer = announcer;
    }

    /// Returns how many steps are not stored yet.
    int waiting() {
        return waiting;
    }

    /// Takes in that the venue has an order, and what it said of it at once.
    ///
    /// @param answeredMicros epoch microseconds when risk allowed it
    Future<TrackedOrder> placed(
            Bot bot, Order order, List<VenueResult> results, long answeredMicros) {
        OrderState.Placed placed = new OrderState.Placed(outside.time().instant());
        bot.working(new Working(new TrackedOrder(order, placed), "", answeredMicros));
        return settle(bot, results);
    }

    /// Takes in what the venue said of the order that it has of a bot.
    ///
    /// @return the order after that, when it is stored and known; fails if it cannot be stored for good
    Future<TrackedOrder> settle(Bot bot, List<VenueResult> results) {
        waiting++;
        Future<TrackedOrder> next =
                bot.settled()
                        .compose(_ -> book(bot, results))
                        .onComplete(_ -> waiting--)
                        .recover(failure -> {
                            if (failure instanceof LeaseLostException) {
                                bot.halt("another node runs it");
                                return Future.failedFuture(failure);
                            }
                            LOG.atError()
                                    .addKeyValue("bot", bot.id())
                                    .addKeyValue("results", results)
                                    .setCause(failure)
                                    .log("what happened to an order cannot be stored");
                            bot.halt("what happened cannot be stored: " + failure.getMessage());
                            return Future.failedFuture(failure);
                        });
        bot.settled(next.mapEmpty());
        return next;
    }

    private Future<TrackedOrder> book(Bot bot, List<VenueResult> results) {
        if (bot.stay().isGone()) {
            return Future.failedFuture(new LeaseLostException(bot.stay().shard()));
        }
        Working before = Objects.requireNonNull(bot.working());
        Position held = portfolio.position(bot.id()).orElse(null);
        Booking booking = Booking.of(texts, bot, held, before, results);
        return ledger.commit(booking.changes())
                .map(_ -> {
                    apply(bot, booking, results);
                    return booking.after().order();
                });
    }

    private void apply(Bot bot, Booking booking, List<VenueResult> results) {
        if (bot.stay().isGone()) {
            // It was written, and whoever runs the bot now has read it.
            booking.events().forEach(announcer::tell);
            return;
        }
        Working after = booking.after();
        for (VenueResult result : results) {
            if (result instanceof VenueResult.Filled filled) {
                meters.filled();
                take(bot, filled.view());
                if (after.answeredMicros() > 0) {
                    outside.latency(
                            Stage.RISK_ANSWER_TO_FILL, WallClock.micros() - after.answeredMicros());
                }
            } else if (result instanceof VenueResult.Rejected) {
                meters.rejected();
            }
        }
        if (after.order().state() instanceof OrderState.Ended) {
            ended(bot, after.order());
        } else {
            bot.working(after);
        }
        booking.events().forEach(announcer::tell);
    }

    private void take(Bot bot, FillView fill) {
        switch (portfolio.book(fill)) {
            case Booked.Opened(Position position) -> bot.watch(position, 0);
            case Booked.Changed(Position position) -> bot.watch(position, 0);
            case Booked.Closed _ -> bot.left(fill.time());
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
    Future<TrackedOrder> writtenOff(Bot bot, TrackedOrder order, FillView dust) {
        Position held = portfolio.position(bot.id()).orElseThrow();
        Booking booking = Booking.writeOff(texts, bot, held, order, dust);
        return ledger.commit(booking.changes())
                .map(_ -> {
                    bot.free();
                    if (!bot.stay().isGone()) {
                        take(bot, dust);
                    }
                    booking.events().forEach(announcer::tell);
                    return order;
                });
    }
}
