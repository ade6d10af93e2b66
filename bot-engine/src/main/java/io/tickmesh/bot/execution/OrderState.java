package io.tickmesh.bot.execution;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/// Where an order is in its life. What may happen next are the methods of the state; what has none is the end.
///
/// ```
/// Intended -> Placed -> PartiallyFilled -> Filled
///     |         |              |
///     |         +--------------+--> Cancelled, Expired
///     +---------+--> Rejected                            Refused: never came so far as to be intended
///     +--> Cancelled
/// ```
public sealed interface OrderState {
    /// Returns when it came into this state, or was filled last.
    Instant since();

    /// Returns what has been filled.
    default Executed executed() {
        return Executed.NONE;
    }

    /// Returns why it ended; empty for the states that need no reason.
    default String reason() {
        return "";
    }

    /// Returns the name that people see and that is stored, for example `PARTIALLY_FILLED`.
    default String label() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    /// A state after which something still happens.
    sealed interface Open extends OrderState {}

    /// The venue has it.
    sealed interface Working extends Open {
        /// Takes a fill in.
        ///
        /// @param ordered quantity of the whole order
        /// @throws IllegalArgumentException if more is filled than was ordered, or nothing
        default OrderState filled(
                BigDecimal ordered,
                BigDecimal quantity,
                BigDecimal price,
                BigDecimal fee,
                Instant at) {
            Executed next = executed().plus(quantity, price, fee);
            int left = ordered.compareTo(next.quantity());
            if (quantity.signum() <= 0 || left < 0) {
                throw new IllegalArgumentException(
                        "fill must be above 0 and at most %s, was %s"
                                .formatted(
                                        ordered.subtract(executed().quantity()).toPlainString(),
                                        quantity.toPlainString()));
            }
            return left == 0 ? new Filled(at, next) : new PartiallyFilled(at, next);
        }

        default Cancelled cancelled(Instant at, String why) {
            return new Cancelled(at, executed(), why);
        }

        default Expired expired(Instant at, String why) {
            return new Expired(at, executed(), why);
        }
    }

    /// Nothing happens any more.
    sealed interface Ended extends OrderState {}

    /// Decided, allowed and written down, not sent yet.
    record Intended(Instant since) implements Open {
        public Placed placed(Instant at) {
            return new Placed(at);
        }

        public Rejected rejected(Instant at, String why) {
            return new Rejected(at, why);
        }

        public Cancelled cancelled(Instant at, String why) {
            return new Cancelled(at, Executed.NONE, why);
        }
    }

    /// Sent, nothing filled yet.
    record Placed(Instant since) implements Working {
        public Rejected rejected(Instant at, String why) {
            return new Rejected(at, why);
        }
    }

    /// Filled in part; the rest is still open.
    record PartiallyFilled(Instant since, Executed executed) implements Working {}

    /// Filled as a whole.
    record Filled(Instant since, Executed executed) implements Ended {}

    /// Withdrawn, by us or because the market had no more to give.
    record Cancelled(Instant since, Executed executed, String reason) implements Ended {}

    /// Withdrawn because its time was over.
    record Expired(Instant since, Executed executed, String reason) implements Ended {}

    /// The venue would not have it.
    record Rejected(Instant since, String reason) implements Ended {}

    /// Risk would not have it, or we could not write it down.
    record Refused(Instant since, String reason) implements Ended {}

    /// Returns a state from what was stored of it.
    ///
    /// @param label what [#label()] returned
    /// @throws IllegalArgumentException if there is no such state
    static OrderState of(String label, Instant since, Executed executed, String reason) {
        return switch (label) {
            case "INTENDED" -> new Intended(since);
            case "PLACED" -> new Placed(since);
            case "PARTIALLY_FILLED" -> new PartiallyFilled(since, executed);
            case "FILLED" -> new Filled(since, executed);
            case "CANCELLED" -> new Cancelled(since, executed, reason);
            case "EXPIRED" -> new Expired(since, executed, reason);
            case "REJECTED" -> new Rejected(since, reason);
            case "REFUSED" -> new Refused(since, reason);
            default -> throw new IllegalArgumentException("no state of an order: " + label);
        };
    }
}
