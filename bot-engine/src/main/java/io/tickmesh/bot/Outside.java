package io.tickmesh.bot;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// All that the engine knows of the world around it: a live mesh, or the data of a backtest.
///
/// An engine whose world and ledger answer with futures that are done already runs on the thread that calls it, from the first
/// call to the last effect. Answers that come later must come on the engine's context.
public interface Outside {
    /// Returns the time that the engine lives in.
    MeshTime time();

    /// Returns a header for an event that happened at `eventTime` because of the event with id `cause`; made right before the event
    /// is published.
    Header header(Instant eventTime, @Nullable String cause);

    /// Returns the time that the headers of events published now have, in epoch microseconds.
    long micros();

    /// Tells everybody of an event. Never waits, never throws.
    void publish(Event event);

    /// Records how long a stage took, in microseconds.
    void latency(Stage stage, long micros);

    /// Asks risk. A failure means that there is no answer, which means no.
    Future<RiskAnswer> check(CheckOrder order);

    /// Returns the symbols with their rules; fails only if asking again will not help.
    Future<Symbols> symbols();

    /// Returns closed candles, oldest first; fails only if asking again will not help.
    Future<Candles> candles(ListCandles question);
}
