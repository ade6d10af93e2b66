package io.tickmesh.mesh.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.tickmesh.mesh.logging.LogAllowance.KeptBack;
import io.tickmesh.mesh.logging.LogAllowance.Rate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Lets through less than 100 lines a minute, whatever happens: a node that is killed would otherwise fill the logs of the others with one
/// stack trace for each message that they had for it, and hold up their event loops with writing them. It says once a minute
/// how much it has kept back. Thread-safe.
///
/// To be named in the configuration of Logback as a `turboFilter`. What is logged below INFO was asked for and is not limited.
public final class LogLimit extends TurboFilter {
    /// Lines of one logger; of the services' own loggers, of one kind of event.
    private static final Rate PER_SOURCE = new Rate(12, 8);

    /// Lines of all loggers: 95 in a minute at most.
    private static final Rate IN_ALL = new Rate(50, 45);

    /// Of these, lines that only errors can have.
    private static final int FOR_ERRORS = 15;

    private static final String OWN = "io.tickmesh.";

    /// The line itself, its exception, a frame of it, and what caused it.
    private static final int LINES_OF_EXCEPTION = 4;

    private final LogAllowance allowance;

    /// Called by Logback.
    public LogLimit() {
        this(System::nanoTime);
    }

    /// @param nanoTime monotonic clock, nanoseconds
    LogLimit(LongSupplier nanoTime) {
        allowance = new LogAllowance(PER_SOURCE, IN_ALL, nanoTime);
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable failure) {
        // Without a message somebody only asks whether the level is on.
        if (format == null
                || !level.isGreaterOrEqual(Level.INFO)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())
                || logger.getName().equals(LogLimit.class.getName())) {
            return FilterReply.NEUTRAL;
        }
        allowance.keptBack().ifPresent(kept -> tell(logger.getLoggerContext(), kept));
        String name = logger.getName();
        String source = name.startsWith(OWN) ? name + ": " + format : name;
        int lines = failure == null ? 1 : LINES_OF_EXCEPTION;
        int reserve = level.isGreaterOrEqual(Level.ERROR) ? 0 : FOR_ERRORS;
        return allowance.takes(source, lines, reserve) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static void tell(LoggerContext context, KeptBack keptBack) {
        context.getLogger(LogLimit.class)
                .atWarn()
                .addKeyValue("events", keptBack.events())
                .addKeyValue("most", keptBack.most())
                .addKeyValue("mostEvents", keptBack.mostEvents())
                .log("kept back events since the last such line");
    }
}
