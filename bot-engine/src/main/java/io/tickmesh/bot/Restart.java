package io.tickmesh.bot;

import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.PaperVenue;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.OrderType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts bots back where an earlier run left them: their positions are watched as before, what rested at the venue rests again, what
/// was on its way is withdrawn, and an exit that had not come through is wanted again. Belongs to one context.
final class Restart {
    private final Portfolio portfolio;
    private final PaperVenue venue;
    private final OrderFlow orders;
    private final Map<String, Double> highestBids = new HashMap<>();
    private final Map<String, TrackedOrder> open = new HashMap<>();

    Restart(Portfolio portfolio, PaperVenue venue, OrderFlow orders) {
        this.portfolio = portfolio;
        this.venue = venue;
        this.orders = orders;
    }

    /// Learns what is stored. What needs the rules of a symbol waits for them.
    void remember(Stored stored, Fleet fleet) {
        stored.positions()
                .forEach(held -> highestBids.put(held.position().bot(), held.highestBid()));
        stored.lastExits()
                .forEach((id, at) ->
                        fleet.find(id)
                                .ifPresent(bot ->
                                        bot.enterFrom(at.plus(bot.config().exits().cooldown()))));
        for (Stored.OrderRow row : stored.lastOrders()) {
            fleet.find(row.order().order().bot()).ifPresent(bot -> last(bot, row.order()));
        }
        for (Stored.OrderRow row : stored.open()) {
            Order order = row.order().order();
            open.put(order.bot(), row.order());
            // Nothing else may begin until it is clear what becomes of it.
            fleet.find(order.bot())
                    .ifPresent(bot -> {
                        bot.working(new Working(row.order(), order.signalId(), 0));
                        portfolio.restoreReservation(order, row.reserved());
                    });
        }
    }

    /// Forgets what is known of a bot that another node runs from now on.
    void forget(String bot) {
        highestBids.remove(bot);
        open.remove(bot);
    }

    /// Goes on with a bot whose rules are known now.
    void resume(Bot bot) {
        portfolio.position(bot.id()).ifPresent(position -> bot.watch(position, highest(position)));
        TrackedOrder order = open.remove(bot.id());
        if (order != null) {
            resume(bot, order);
        }
    }

    private double highest(Position position) {
        Double highest = highestBids.remove(position.bot());
        return highest == null ? 0 : highest;
    }

    private void last(Bot bot, TrackedOrder last) {
        Order order = last.order();
        bot.ids().seen(order.id());
        Optional<Position> held = portfolio.position(bot.id());
        if (!order.isEntry()
                && held.isPresent()
                && order.createdAt().isAfter(held.get().openedAt())) {
            // It got the bot out only in part, or not at all.
            bot.missedExit(new Decision(SignalAction.EXIT, order.reason(), Map.of()));
            // Only people get a stopped bot out.
            bot.leaveByHand(
                    bot.stored().told() == BotStatus.STOPPED
                            && order.createdAt().isAfter(bot.stored().toldAt()));
        }
    }

    private void resume(Bot bot, TrackedOrder tracked) {
        Order order = tracked.order();
        boolean rests =
                tracked.state() instanceof OrderState.Working && order.type() != OrderType.MARKET;
        if (rests && mayRest(bot, order)) {
            venue.restore(tracked, bot.rules(), portfolio.reserved(order.id()));
            return;
        }
        OrderState.Working state =
                tracked.state() instanceof OrderState.Intended intended
                        ? intended.placed(intended.since())
                        : (OrderState.Working) tracked.state();
        String why =
                tracked.state() instanceof OrderState.Intended
                        ? "not sent before the restart"
                        : rests ? "the bot enters nothing" : "not filled before the restart";
        bot.working(new Working(tracked.in(state), order.signalId(), 0));
        orders.arrived(bot, List.of(new VenueResult.Cancelled(order, why, orders.now())))
                .onFailure(_ -> {});
    }

    /// A bot that was told to enter nothing, and whose order was not withdrawn any more, does not enter after a restart either.
    private static boolean mayRest(Bot bot, Order order) {
        return !bot.stored().retired()
                && switch (bot.stored().told()) {
                    case PAUSED -> !order.isEntry();
                    case STOPPED -> false;
                    case STARTING, RUNNING, FAILED -> true;
                };
    }
}
