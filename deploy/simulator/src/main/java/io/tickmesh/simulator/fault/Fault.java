package io.tickmesh.simulator.fault;

import java.time.Duration;

/// Something that goes wrong. Faults of streams and requests strike in the order in which they were switched on.
public sealed interface Fault {

    /// The longest time and delay of a fault.
    Duration LONGEST = Duration.ofDays(1);

    /// The largest number of messages or requests of a fault.
    long MOST = 1_000_000_000;

    /// What happens to the messages of streams on their way out. REST stays true.
    sealed interface OfStream extends Fault {
        /// Returns which streams are meant, by their names.
        Glob stream();
    }

    /// What happens to REST requests.
    sealed interface OfRest extends Fault {
        /// Returns which requests are meant, by the path below `/api/v3/`.
        Glob endpoint();
    }

    /// What happens to connections and clocks.
    sealed interface OfExchange extends Fault {}

    /// Drops all stream connections without a close frame when so many messages have been sent, once.
    record CutAfter(Glob stream, long messages) implements OfStream {
        public CutAfter {
            requireCount("afterMessages", messages);
        }
    }

    /// Sends nothing of the streams; if all are meant, no pings either.
    ///
    /// @param lasting zero: until it is cleared
    record Silence(Glob stream, Duration lasting) implements OfStream {
        public Silence {
            requireLength("forMilliseconds", lasting, Duration.ZERO);
        }
    }

    /// Leaves out the next messages.
    ///
    /// @param closingCandles whether only final candles are left out (and counted)
    record Gap(Glob stream, long messages, boolean closingCandles, Chance chance)
            implements OfStream {
        public Gap {
            requireCount("messages", messages);
        }
    }

    /// Sends the next messages twice.
    record Duplicate(Glob stream, long messages, Chance chance) implements OfStream {
        public Duplicate {
            requireCount("messages", messages);
        }
    }

    /// Sends messages late, each behind so many later ones of its stream.
    ///
    /// @param behind 1 swaps two neighbours
    record Reorder(Glob stream, long messages, int behind, Chance chance) implements OfStream {
        private static final int MOST_BEHIND = 10_000;

        public Reorder {
            requireCount("messages", messages);
            if (behind < 1 || behind > MOST_BEHIND) {
                throw new IllegalArgumentException(
                        "behind must be from 1 to %d, was %d".formatted(MOST_BEHIND, behind));
            }
        }
    }

    /// Holds every message back for a while; their order stays.
    ///
    /// @param lasting zero: until it is cleared
    record Delay(Glob stream, Duration by, Duration lasting) implements OfStream {
        public Delay {
            requireLength("milliseconds", by, Duration.ofMillis(1));
            requireLength("forMilliseconds", lasting, Duration.ZERO);
        }
    }

    /// Breaks the next messages.
    record Malformed(Glob stream, long messages, Damage form, Chance chance) implements OfStream {
        public Malformed {
            requireCount("messages", messages);
            if (form == Damage.NONE) {
                throw new IllegalArgumentException("form must not be none");
            }
        }
    }

    /// Answers everything with 418 or 429 for a while.
    record Ban(Glob endpoint, int status, Duration lasting) implements OfRest {
        private static final int BANNED = 418;
        private static final int TOO_MANY = 429;

        public Ban {
            if (status != BANNED && status != TOO_MANY) {
                throw new IllegalArgumentException("status must be 418 or 429, was " + status);
            }
            requireLength("forMilliseconds", lasting, Duration.ofMillis(1));
        }
    }

    /// Answers the next requests with this status.
    record RestError(Glob endpoint, int status, long requests) implements OfRest {
        private static final int LEAST_STATUS = 400;
        private static final int MOST_STATUS = 599;

        public RestError {
            requireCount("requests", requests);
            if (status < LEAST_STATUS || status > MOST_STATUS) {
                throw new IllegalArgumentException("status must be from 400 to 599, was " + status);
            }
        }
    }

    /// Answers the next requests late.
    record RestDelay(Glob endpoint, Duration by, long requests) implements OfRest {
        public RestDelay {
            requireLength("milliseconds", by, Duration.ofMillis(1));
            requireCount("requests", requests);
        }
    }

    /// Answers the next requests byte by byte.
    record RestDribble(Glob endpoint, int bytesPerSecond, long requests) implements OfRest {
        private static final int MOST_BYTES = 1_000;

        public RestDribble {
            requireCount("requests", requests);
            if (bytesPerSecond < 1 || bytesPerSecond > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "bytesPerSecond must be from 1 to %d, was %d"
                                .formatted(MOST_BYTES, bytesPerSecond));
            }
        }
    }

    /// Never answers the next requests; their connections stay open.
    record RestHang(Glob endpoint, long requests) implements OfRest {
        public RestHang {
            requireCount("requests", requests);
        }
    }

    /// Drops all stream connections at once, without a close frame.
    record Cut() implements OfExchange {}

    /// Drops all stream connections again and again.
    record CutEvery(Duration period) implements OfExchange {
        public CutEvery {
            requireLength("everyMilliseconds", period, Duration.ofMillis(1));
        }
    }

    /// Closes every new connection, REST and stream, as soon as it is made; open ones stay.
    record Refuse(Duration lasting) implements OfExchange {
        public Refuse {
            requireLength("forMilliseconds", lasting, Duration.ofMillis(1));
        }
    }

    /// Shifts the exchange's clock: REST time and the event times of streams. Captured messages keep theirs.
    ///
    /// @param by negative: the clock is behind
    record ClockSkew(Duration by) implements OfExchange {
        public ClockSkew {
            requireLength("milliseconds", by.abs(), Duration.ZERO);
        }
    }

    /// Announces on all stream connections that the exchange shuts down, and drops those a while later, not the ones opened since.
    record Shutdown(Duration cutAfter) implements OfExchange {
        public Shutdown {
            requireLength("cutAfterMilliseconds", cutAfter, Duration.ZERO);
        }
    }

    private static void requireCount(String name, long count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "%s must be from 1 to %d, was %d".formatted(name, MOST, count));
        }
    }

    private static void requireLength(String name, Duration length, Duration least) {
        if (length.compareTo(least) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, was %d"
                            .formatted(
                                    name, least.toMillis(), LONGEST.toMillis(), length.toMillis()));
        }
    }
}
