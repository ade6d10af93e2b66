package io.tickmesh.bot;

import io.tickmesh.mesh.event.SignalAction;
import java.time.Instant;

/// Makes the ids of the orders of one bot: the same for the same decision, and no two decisions share one, even at the same instant
/// or across restarts. Not thread-safe.
final class OrderIds {
    private final String bot;
    private long lastEntryMillis;
    private long lastExitMillis;

    OrderIds(String bot) {
        this.bot = bot;
    }

    /// Returns the id of the order for a decision that something at `trigger` led to.
    String next(Instant trigger, SignalAction action) {
        long millis = trigger.toEpochMilli();
        return switch (action) {
            case ENTER -> {
                lastEntryMillis = Math.max(millis, lastEntryMillis + 1);
                yield id(lastEntryMillis, "E");
            }
            case EXIT -> {
                lastExitMillis = Math.max(millis, lastExitMillis + 1);
                yield id(lastExitMillis, "X");
            }
        };
    }

    /// Returns the bot that an order belongs to; the id itself if it is none that was made here.
    static String bot(String orderId) {
        int action = orderId.lastIndexOf('-');
        int time = action < 0 ? -1 : orderId.lastIndexOf('-', action - 1);
        return time < 0 ? orderId : orderId.substring(0, time);
    }

    /// Learns of an order of an earlier run.
    void seen(String orderId) {
        String[] parts = orderId.substring(bot.length() + 1).split("-", -1);
        long millis = Long.parseLong(parts[0], Character.MAX_RADIX);
        if (parts[1].equals("E")) {
            lastEntryMillis = Math.max(lastEntryMillis, millis);
        } else {
            lastExitMillis = Math.max(lastExitMillis, millis);
        }
    }

    private String id(long millis, String action) {
        return bot + "-" + Long.toString(millis, Character.MAX_RADIX) + "-" + action;
    }
}
