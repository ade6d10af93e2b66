package io.tickmesh.simulator;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.source.Turbulence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What to simulate and where to listen.
///
/// @param host address to bind
/// @param port 0 lets the system choose
/// @param seed of the random walk; not used in replay
/// @param tradesPerSecond mean per symbol in the random walk; not used in replay
/// @param turbulence how wild the random walk is; not used in replay
/// @param symbols listed on the exchange, each must be in the catalogue
/// @param replay recordings to replay instead of the random walk
/// @param control whether faults can be switched on over HTTP, from this machine
/// @param timeScale how many times faster the exchange's limits, bans and the life of a connection pass; not its market
public record SimulatorConfig(
        String host,
        int port,
        long seed,
        double tradesPerSecond,
        Turbulence turbulence,
        List<String> symbols,
        Optional<Replay> replay,
        boolean control,
        double timeScale) {

    private static final int MAX_PORT = 65_535;
    private static final double MAX_TRADES_PER_SECOND = 10_000;
    private static final double MAX_TIME_SCALE = 100_000;

    public SimulatorConfig {
        symbols = List.copyOf(symbols);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0..65535, was " + port);
        }
        if (!(tradesPerSecond > 0 && tradesPerSecond <= MAX_TRADES_PER_SECOND)) {
            throw new IllegalArgumentException(
                    "tradesPerSecond must be above 0 and at most 10000, was " + tradesPerSecond);
        }
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("symbols must not be empty");
        }
        if (!(timeScale > 0 && timeScale <= MAX_TIME_SCALE)) {
            throw new IllegalArgumentException(
                    "timeScale must be above 0 and at most 100000, was " + timeScale);
        }
    }

    /// A recording and how to play it.
    ///
    /// @param directory holds candles, `SYMBOL-1m-*.csv.gz`, or captured stream messages, `*.txt.gz`
    /// @param from start of the replay; by default 1,000 minutes into the candles, or the beginning of the capture
    /// @param to exclusive end; by default the end of the recordings
    /// @param speed data seconds per second; 0 is as fast as the readers take it
    public record Replay(
            Path directory, Optional<Instant> from, Optional<Instant> to, double speed) {

        public Replay {
            if (!(speed >= 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be 0 or more, was " + speed);
            }
            if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
                throw new IllegalArgumentException(
                        "from must be before to, was " + from.get() + " and " + to.get());
            }
        }

        /// Returns a replay of everything in the directory.
        public static Replay of(Path directory, double speed) {
            return new Replay(directory, Optional.empty(), Optional.empty(), speed);
        }
    }

    /// Returns a random walk of all 25 symbols on a free loopback port.
    public static SimulatorConfig defaults() {
        return new SimulatorConfig(
                "127.0.0.1",
                0,
                1,
                10,
                Turbulence.moderate(),
                Instruments.all().stream().map(Instrument::symbol).toList(),
                Optional.empty(),
                true,
                1);
    }

    /// Returns a copy that binds another address.
    public SimulatorConfig withHost(String host) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy that listens on another port.
    public SimulatorConfig withPort(int port) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy with another seed.
    public SimulatorConfig withSeed(long seed) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy with another trade rate.
    public SimulatorConfig withTradesPerSecond(double tradesPerSecond) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy whose prices are calmer or wilder.
    public SimulatorConfig withTurbulence(Turbulence turbulence) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy that lists other symbols.
    public SimulatorConfig withSymbols(List<String> symbols) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy that replays a recording.
    public SimulatorConfig withReplay(Replay replay) {
        return new SimulatorConfig(
                host,
                port,
                seed,
                tradesPerSecond,
                turbulence,
                symbols,
                Optional.of(replay),
                control,
                timeScale);
    }

    /// Returns a copy whose faults can or cannot be switched on over HTTP.
    public SimulatorConfig withControl(boolean control) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }

    /// Returns a copy whose limits, bans and connections' lives pass faster.
    public SimulatorConfig withTimeScale(double timeScale) {
        return new SimulatorConfig(
                host, port, seed, tradesPerSecond, turbulence, symbols, replay, control, timeScale);
    }
}
