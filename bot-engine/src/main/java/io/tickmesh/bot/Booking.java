package io.tickmesh.bot;

import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Announcement;
import io.tickmesh.bot.store.Change;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened to the order of a bot, worked out before any of it counts: what is to be written, in which order, and what is to be
/// told when it is. Not thread-safe.
final class Booking {
    private final OrderEvents texts;
    private final Bot bot;
    private final List<Change> changes = new ArrayList<>();
    private final List<Announcement> events = new ArrayList<>();
    private @Nullable Position position;
    private Working after;

    private Booking(OrderEvents texts, Bot bot, @Nullable Position position, Working before) {
        this.texts = texts;
        this.bot = bot;
        this.position = position;
        this.after = before;
    }

    /// Returns what the venue's results make of an order that it has.
    ///
    /// @param position of the bot until now
    static Booking of(
            OrderEvents texts,
            Bot bot,
            @Nullable Position position,
            Working before,
            List<VenueResult> results) {
        Booking booking = new Booking(texts, bot, position, before);
        booking.placed();
        results.forEach(booking::add);
        booking.changes.addFirst(new Change.Ordered(booking.after.order(), 1));
        return booking;
    }

    /// Returns what it means to write off what a position cannot sell.
    ///
    /// @param order the exit that cannot be sent, with the reason
    /// @param dust the fill that stands for it
    static Booking writeOff(
            OrderEvents texts, Bot bot, Position position, TrackedOrder order, FillView dust) {
        String cause = order.order().signalId();
        Booking booking = new Booking(texts, bot, position, new Working(order, cause, 0));
        booking.changes.add(new Change.Ordered(order, 1));
        booking.events.add(texts.rejected(order, cause));
        String reason = order.order().reason() + ", " + order.state().reason();
        booking.filled(dust, false, reason, order.remaining().subtract(dust.quantity()));
        return booking;
    }

    /// Returns what is to be written, as one.
    List<Change> changes() {
        List<Change> all = new ArrayList<>(changes);
        events.forEach(event -> all.add(new Change.Told(event)));
        return all;
    }

    /// Returns what is to be told when it is written, in this order.
    List<Announcement> events() {
        return events;
    }

    /// Returns the order after all that.
    Working after() {
        return after;
    }

    private void placed() {
        if (after.cause().isEmpty()) {
            TrackedOrder order = after.order();
            Announcement placed = texts.placed(order.order(), order.state().since());
            events.add(placed);
            after = new Working(order, placed.id(), after.answeredMicros());
        }
    }

    private void add(VenueResult result) {
        OrderState.Working open = (OrderState.Working) after.order().state();
        after = after.in(after.order().in(result.apply(open)));
        TrackedOrder order = after.order();
        switch (result) {
            case VenueResult.Filled filled ->
                    filled(
                            filled.view(),
                            filled.maker(),
                            order.order().reason(),
                            order.remaining());
            case VenueResult.Cancelled _, VenueResult.Expired _ ->
                    events.add(texts.cancelled(order, after.cause()));
            case VenueResult.Rejected _ -> events.add(texts.rejected(order, after.cause()));
        }
    }

    private void filled(FillView fill, boolean maker, String reason, BigDecimal remaining) {
        Booked booked = Portfolio.foresee(position, fill);
        changes.add(new Change.Filled(fill, maker, booked, reason));
        Announcement filled = texts.filled(fill, remaining, after.cause());
        events.add(filled);
        switch (booked) {
            case Booked.Opened(Position opened) -> {
                position = opened;
                events.add(texts.opened(opened, bot.guardOf(opened), fill.time(), filled.id()));
            }
            case Booked.Changed(Position changed) -> position = changed;
            case Booked.Closed closed -> {
                position = null;
                events.add(texts.closed(closed.closed(), reason, filled.id()));
            }
        }
    }
}
