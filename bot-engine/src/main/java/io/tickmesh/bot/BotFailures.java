package io.tickmesh.bot;

import io.tickmesh.bot.store.Announcement;
import io.tickmesh.mesh.event.BotFailed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of what one bot threw, so that nobody else has to notice. Belongs to one context.
final class BotFailures {
    private static final Logger LOG = LoggerFactory.getLogger(BotFailures.class);

    private final Outside outside;
    private final Announcer announcer;
    private final EngineMeters meters;

    BotFailures(Outside outside, Announcer announcer, EngineMeters meters) {
        this.outside = outside;
        this.announcer = announcer;
        this.meters = meters;
    }

    /// @param cause id of the event that the bot was shown, null for history
    void report(Bot bot, Throwable failure, @Nullable String cause) {
        String error = failure.getClass().getName() + ": " + failure.getMessage();
        long failures = bot.record().failed(error);
        meters.failed();
        // A bot that throws on every candle says it in events; its log grows with the logarithm.
        if (Long.bitCount(failures) == 1) {
            LOG.atWarn()
                    .addKeyValue("bot", bot.config().id())
                    .addKeyValue("failures", failures)
                    .setCause(failure)
                    .log("a bot threw");
        }
        BotConfig own = bot.config();
        announcer.mention(
                new Announcement(
                        outside.header(outside.time().instant(), cause),
                        header -> new BotFailed(header, own.id(), own.symbol(), error, failures)));
    }
}
