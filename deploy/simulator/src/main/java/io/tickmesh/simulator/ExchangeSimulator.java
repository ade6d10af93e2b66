package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.ActiveFault;
import io.tickmesh.simulator.fault.Chance;
import io.tickmesh.simulator.fault.Fault;
import io.tickmesh.simulator.fault.Glob;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.PriceSource;
import io.tickmesh.simulator.source.CaptureDirectory;
import io.tickmesh.simulator.source.RandomWalk;
import io.tickmesh.simulator.source.RecordingDirectory;
import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A local exchange that speaks Binance's public spot protocol over REST and WebSocket. Deploy one instance; when the
/// deployment succeeds it listens. Faults and counters may be used from any thread, and over HTTP below `/control/`.
public final class ExchangeSimulator extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSimulator.class);

    /// Beyond this speed updates of open bars are more work than use.
    private static final double FASTEST_WITH_OPEN_BARS = 10;

    private final SimulatorConfig config;
    private final InstantSource clock;
    private final StreamLimits limits;
    private final Promise<Void> finished = Promise.promise();
    private volatile @Nullable Exchange running;

    /// Creates a simulator that runs on the system's clock.
    public ExchangeSimulator(SimulatorConfig config) {
        this(config, InstantSource.system());
    }

    /// Creates a simulator whose random walk runs on the given clock; a replay has its own.
    public ExchangeSimulator(SimulatorConfig config, InstantSource clock) {
        this(config, clock, StreamLimits.ofExchange());
    }

    /// Creates a simulator with other limits for its stream connections.
    public ExchangeSimulator(SimulatorConfig config, InstantSource clock, StreamLimits limits) {
        this.config = config;
        this.clock = clock;
        this.limits = limits;
    }

    /// Builds the history off the event loop, then listens. Fails with one clear line.
    @Override
    public Future<?> start() {
        long startNanos = System.nanoTime();
        return vertx.executeBlocking(this::openMarket)
                .compose(market -> listen(Objects.requireNonNull(market)))
                .onSuccess(exchange -> {
                    running = exchange;
                    LOG.atInfo()
                            .addKeyValue("port", exchange.port())
                            .addKeyValue("symbols", exchange.market().books().size())
                            .addKeyValue("replay", config.replay().isPresent())
                            .addKeyValue("dataTime", dataTime(exchange.market()))
                            .addKeyValue(
                                    "startMillis", (System.nanoTime() - startNanos) / 1_000_000)
                            .log("simulated exchange listens");
                });
    }

    private Market openMarket() throws IOException {
        List<Instrument> instruments = Instruments.named(config.symbols());
        if (config.replay().isEmpty()) {
            return new Market(
                    new RandomWalk(
                            instruments,
                            config.seed(),
                            config.tradesPerSecond(),
                            config.turbulence(),
                            clock.millis()),
                    true);
        }
        SimulatorConfig.Replay replay = config.replay().get();
        boolean openBars = replay.speed() > 0 && replay.speed() <= FASTEST_WITH_OPEN_BARS;
        return new Market(recording(replay, instruments), openBars);
    }

    private static PriceSource recording(
            SimulatorConfig.Replay replay, List<Instrument> instruments) throws IOException {
        Path directory = replay.directory();
        return CaptureDirectory.holdsCaptures(directory)
                ? new CaptureDirectory(directory, replay.from(), replay.to()).open(instruments)
                : new RecordingDirectory(directory, replay.from(), replay.to()).open(instruments);
    }

    private Future<Exchange> listen(Market market) {
        Exchange exchange =
                new Exchange(vertx, config, limits, clock, market, () -> finish(market));
        return exchange.listen()
                .map(exchange)
                .recover(cause ->
                        exchange.stop().transform(_ -> Future.failedFuture(cannotListen(cause))));
    }

    private Throwable cannotListen(Throwable cause) {
        return cause instanceof BindException
                ? new IOException(
                        "simulator cannot listen on %s:%d: %s"
                                .formatted(config.host(), config.port(), cause.getMessage()),
                        cause)
                : cause;
    }

    private void finish(Market market) {
        LOG.atInfo()
                .addKeyValue("dataTime", dataTime(market))
                .log("replay finished, streams stay open and silent");
        finished.tryComplete();
    }

    private static Instant dataTime(Market market) {
        return Instant.ofEpochMilli(market.nowMillis());
    }

    /// Stops the market, tells every connection good-bye and closes the port.
    @Override
    public Future<?> stop() {
        Exchange exchange = running;
        running = null;
        return exchange == null ? Future.succeededFuture() : exchange.stop();
    }

    private Exchange running() {
        Exchange exchange = running;
        if (exchange == null) {
            throw new IllegalStateException("simulator is not running");
        }
        return exchange;
    }

    private <T> Future<T> onLoop(Supplier<T> action) {
        Promise<T> done = Promise.promise();
        running()
                .onLoop(() -> {
                    try {
                        done.complete(action.get());
                    } catch (RuntimeException e) {
                        done.fail(e);
                    }
                });
        return done.future();
    }

    private Future<Void> onLoop(Runnable action) {
        return onLoop(
                        () -> {
                            action.run();
                            return true;
                        })
                .mapEmpty();
    }

    /// Returns the port it listens on.
    public int port() {
        return running().port();
    }

    /// Returns the base URL of the REST calls, without a slash at the end.
    public String restUrl() {
        return "http://" + config.host() + ":" + port();
    }

    /// Returns the base URL of the streams, without a slash at the end.
    public String webSocketUrl() {
        return "ws://" + config.host() + ":" + port();
    }

    /// Returns the symbols that are listed; in a replay, those that were recorded.
    public List<String> symbols() {
        return running().market().books().stream().map(b -> b.instrument().symbol()).toList();
    }

    /// Runs the action on the event loop when a replay has reached its end; never in a random walk.
    public void onFinished(Runnable action) {
        var _ = finished.future().onSuccess(_ -> action.run());
    }

    /// Returns the counters as they are now.
    public SimulatorCounters counters() {
        return running().counters();
    }

    /// Switches a fault on and returns its id; fails when there are too many.
    public Future<Long> add(Fault fault) {
        return onLoop(() -> running().faults().add(fault));
    }

    /// Returns the faults that are on.
    public Future<List<ActiveFault>> faults() {
        return onLoop(() -> running().faults().active());
    }

    /// Switches all faults off.
    public Future<Void> clearFaults() {
        return onLoop(() -> running().faults().clear());
    }

    /// Drops every stream connection without a close frame.
    public Future<Void> cutConnections() {
        return add(new Fault.Cut()).mapEmpty();
    }

    /// Keeps sockets open but sends nothing any more, or goes on sending.
    public Future<Void> silence(boolean on) {
        return on
                ? add(new Fault.Silence(Glob.ANY, Duration.ZERO)).mapEmpty()
                : onLoop(() -> running().faults().clear(fault -> fault instanceof Fault.Silence));
    }

    /// Sends a text as it is, broken or not, to every stream connection.
    public Future<Void> sendToAll(String text) {
        return onLoop(() -> running().hub().sendToAll(text));
    }

    /// Closes every new connection, REST and stream, as soon as it is made; open ones stay.
    public Future<Void> refuseConnections(Duration duration) {
        return add(new Fault.Refuse(duration)).mapEmpty();
    }

    /// Leaves out the next closing candles that anybody is subscribed to; REST has them.
    public Future<Void> skipClosingCandles(int count) {
        return add(new Fault.Gap(new Glob("*@kline_*"), count, true, Chance.ALWAYS)).mapEmpty();
    }

    /// Answers the next REST requests with this HTTP status.
    public Future<Void> failRest(int status, int count) {
        return add(new Fault.RestError(Glob.ANY, status, count)).mapEmpty();
    }
}
