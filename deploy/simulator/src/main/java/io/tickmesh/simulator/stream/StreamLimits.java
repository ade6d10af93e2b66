package io.tickmesh.simulator.stream;

import java.time.Duration;

/// What the exchange allows a stream connection, and how long things take.
///
/// @param pingEvery how often the exchange pings
/// @param pongWithin how long a ping may stay unanswered
/// @param connectionLife when a connection is cut
/// @param shutdownNotice how long before that it is announced
/// @param messages frames of a client, pings and pongs included, in each `messagesPer`
/// @param messagesPer see `messages`
/// @param streams subscriptions of one connection
/// @param attempts connections that one address may ask for in each `attemptsPer`
/// @param attemptsPer see `attempts`
/// @param offences disconnections for too many messages, within one `attemptsPer`, that get an address banned
/// @param ban how long a ban lasts
public record StreamLimits(
        Duration pingEvery,
        Duration pongWithin,
        Duration connectionLife,
        Duration shutdownNotice,
        int messages,
        Duration messagesPer,
        int streams,
        int attempts,
        Duration attemptsPer,
        int offences,
        Duration ban) {

    private static final long LONGEST_PATROL_MILLIS = 1_000;
    private static final long PATROLS_PER_PING = 8;

    public StreamLimits {
        requirePositive("pingEvery", pingEvery);
        requirePositive("pongWithin", pongWithin);
        requirePositive("connectionLife", connectionLife);
        requirePositive("messagesPer", messagesPer);
        requirePositive("attemptsPer", attemptsPer);
        if (messages < 1 || streams < 1 || attempts < 1 || offences < 1) {
            throw new IllegalArgumentException(
                    "messages, streams, attempts and offences must be 1 or more");
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + duration);
        }
    }

    /// Returns the documented limits of the exchange. It does not say how long before its end a connection is warned, what
    /// "repeatedly" means nor how long it bans: those three are ours.
    public static StreamLimits ofExchange() {
        return new StreamLimits(
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                5,
                Duration.ofSeconds(1),
                1_024,
                300,
                Duration.ofMinutes(5),
                3,
                Duration.ofMinutes(2));
    }

    /// Returns limits whose times pass this many times faster.
    public StreamLimits faster(double factor) {
        return new StreamLimits(
                divide(pingEvery, factor),
                divide(pongWithin, factor),
                divide(connectionLife, factor),
                divide(shutdownNotice, factor),
                messages,
                divide(messagesPer, factor),
                streams,
                attempts,
                divide(attemptsPer, factor),
                offences,
                divide(ban, factor));
    }

    private static Duration divide(Duration duration, double factor) {
        return Duration.ofNanos(Math.max(1, Math.round(duration.toNanos() / factor)));
    }

    /// Returns a copy with another number of messages.
    public StreamLimits withMessages(int messages) {
        return new StreamLimits(
                pingEvery,
                pongWithin,
                connectionLife,
                shutdownNotice,
                messages,
                messagesPer,
                streams,
                attempts,
                attemptsPer,
                offences,
                ban);
    }

    /// Returns how often connections have to be looked at, so that nothing happens much later than it should.
    public long patrolMillis() {
        long shortest = Math.min(pingEvery.toMillis(), pongWithin.toMillis());
        return Math.clamp(
                Math.min(shortest, connectionLife.toMillis()) / PATROLS_PER_PING,
                1,
                LONGEST_PATROL_MILLIS);
    }
}
