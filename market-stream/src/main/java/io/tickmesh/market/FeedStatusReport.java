package io.tickmesh.market;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the mesh and the log how a feed is. For one context.
final class FeedStatusReport {
    private static final Logger LOG = LoggerFactory.getLogger(FeedStatusReport.class);

    private final Mesh mesh;
    private final String feed;
    private final OpenSymbols symbols;
    private final Supplier<Optional<Instant>> clock;
    private FeedStatus status = FeedStatus.RECONNECTING;
    private boolean saidThatAllIsDown;

    /// @param clock the time of the data; nobody is told before it is known, because an event starts the clocks of its readers
    FeedStatusReport(
            Mesh mesh, String feed, OpenSymbols symbols, Supplier<Optional<Instant>> clock) {
        this.mesh = mesh;
        this.feed = feed;
        this.symbols = symbols;
        this.clock = clock;
    }

    /// Returns the state of the feed as a whole.
    FeedStatus status() {
        return status;
    }

    /// The whole feed changed, as far as it is this node's. Of another node's symbols it says nothing, but for this: whoever said that
    /// all is down, when it was alone, takes that back, also when it is not alone any more. Readers keep what other nodes told of
    /// streams of theirs.
    void feed(FeedStatus next, String detail) {
        // Fetched history ends a reconnect; the connection is the same as before.
        status = next == FeedStatus.BACKFILLED ? FeedStatus.CONNECTED : next;
        boolean well = isWell(next);
        if (symbols.ownsAll() || (well && saidThatAllIsDown)) {
            saidThatAllIsDown = !well;
            publish(next, List.of(), null, detail);
        } else {
            of(symbols.own(), next, detail);
        }
    }

    /// Some symbols were opened: whatever was said of them before is over.
    void opened(List<String> those) {
        of(those, FeedStatus.CONNECTED, "streamed by " + mesh.node());
    }

    private void of(List<String> those, FeedStatus next, String detail) {
        if (!those.isEmpty()) {
            publish(next, those, null, detail);
        }
    }

    /// A stream of some symbols changed, the feed as a whole did not.
    void stream(FeedStatus next, List<String> symbols, String stream, String detail) {
        publish(next, symbols, stream, detail);
    }

    private static boolean isWell(FeedStatus status) {
        return switch (status) {
            case CONNECTED, BACKFILLED -> true;
            case STALE, RECONNECTING, DISCONNECTED -> false;
        };
    }

    private void publish(
            FeedStatus next, List<String> symbols, @Nullable String stream, String detail) {
        LOG.atInfo()
                .addKeyValue("feed", feed)
                .addKeyValue("status", next)
                .addKeyValue("symbols", symbols)
                .addKeyValue("stream", stream)
                .addKeyValue("detail", detail)
                .log("feed status");
        if (!isWell(next) && !mesh.presence().isSettled()) {
            // It stood still: what it has lost others may have long streamed.
            return;
        }
        clock.get()
                .ifPresent(time ->
                        mesh.publish(
                                new FeedStatusChanged(
                                        mesh.header(time, null),
                                        feed,
                                        next,
                                        symbols,
                                        stream,
                                        detail)));
    }
}
