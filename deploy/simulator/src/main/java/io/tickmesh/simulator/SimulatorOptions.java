package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.Fault;
import io.tickmesh.simulator.fault.FaultJson;
import io.tickmesh.simulator.source.Turbulence;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param faults to be switched on at the start
record SimulatorOptions(SimulatorConfig config, List<Fault> faults) {

    static final String HELP =
            """
            A local exchange that speaks Binance's public spot protocol.

              --host HOST                address to bind (127.0.0.1)
              --port PORT                0 takes any free one (9090)
              --symbols A,B,...          what is listed (all 25 of the catalogue)

            Prices that walk at random (the default):
              --seed N                   the same seed gives the same prices (1)
              --trades-per-second N      of each symbol (10)
              --cluster-deviation N      how much calm and busy times differ, 0 = not at all (0.4)
              --cluster-seconds N        how long they last (600)
              --jumps-per-day N          of each symbol (4)
              --jump-deviation N         standard deviation of a jump's log return (0.003)

            Prices that were recorded:
              --replay DIR               SYMBOL-1m-*.csv.gz (candles) or *.txt.gz (captured stream messages)
              --from INSTANT             for example 2021-05-19T00:00:00Z
              --to INSTANT               exclusive
              --speed N                  seconds of data per second, 0 = as fast as readers take it (1)

            Faults and limits:
              --fault JSON               on from the start, may be repeated: '{"kind":"silence","stream":"btcusdt@trade"}'
              --time-scale N             limits, bans and the 24 h of a connection pass N times faster (1)
              --no-control               no /control/faults and /control/counters over HTTP

              --help                     this text
            """;

    private static final int DEFAULT_PORT = 9_090;

    SimulatorOptions {
        faults = List.copyOf(faults);
    }

    static boolean askForHelp(String[] args) {
        return List.of(args).contains("--help") || List.of(args).contains("-h");
    }

    /// Returns what the options describe.
    ///
    /// @throws IllegalArgumentException naming the option that makes no sense
    static SimulatorOptions parse(String[] args) {
        Parser parser = new Parser(args);
        while (!parser.rest.isEmpty()) {
            parser.take(parser.rest.pop());
        }
        return parser.options();
    }

    private static final class Parser {
        private final Deque<String> rest;
        private final List<Fault> faults = new ArrayList<>();
        private SimulatorConfig config = SimulatorConfig.defaults().withPort(DEFAULT_PORT);
        private @Nullable Path replay;
        private @Nullable String replayOnly;
        private Optional<Instant> from = Optional.empty();
        private Optional<Instant> to = Optional.empty();
        private double speed = 1;

        Parser(String[] args) {
            this.rest = new ArrayDeque<>(List.of(args));
        }

        void take(String option) {
            switch (option) {
                case "--host" -> config = config.withHost(value(option));
                case "--port" -> config = config.withPort(port(option));
                case "--symbols" ->
                        config = config.withSymbols(List.of(value(option).split(",", -1)));
                case "--replay" -> replay = Path.of(value(option));
                case "--time-scale" -> config = config.withTimeScale(number(option));
                case "--no-control" -> config = config.withControl(false);
                case "--fault" -> faults.add(fault(option));
                case "--from", "--to", "--speed" -> takeReplay(option);
                default -> takeWalk(option);
            }
        }

        private void takeReplay(String option) {
            replayOnly = option;
            switch (option) {
                case "--from" -> from = Optional.of(instant(option));
                case "--to" -> to = Optional.of(instant(option));
                default -> speed = number(option);
            }
        }

        private void takeWalk(String option) {
            Turbulence t = config.turbulence();
            switch (option) {
                case "--seed" -> config = config.withSeed(integer(option));
                case "--trades-per-second" -> config = config.withTradesPerSecond(number(option));
                case "--cluster-deviation" ->
                        turbulence(number(option), t.clusterSeconds(), t.jumpsPerDay(), t);
                case "--cluster-seconds" ->
                        turbulence(t.clusterDeviation(), number(option), t.jumpsPerDay(), t);
                case "--jumps-per-day" ->
                        turbulence(t.clusterDeviation(), t.clusterSeconds(), number(option), t);
                case "--jump-deviation" ->
                        config =
                                config.withTurbulence(
                                        new Turbulence(
                                                t.clusterDeviation(),
                                                t.clusterSeconds(),
                                                t.jumpsPerDay(),
                                                number(option)));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }

        private void turbulence(
                double clusterDeviation, double clusterSeconds, double jumps, Turbulence t) {
            config =
                    config.withTurbulence(
                            new Turbulence(
                                    clusterDeviation, clusterSeconds, jumps, t.jumpDeviation()));
        }

        SimulatorOptions options() {
            if (replay == null && replayOnly != null) {
                throw new IllegalArgumentException(replayOnly + " needs --replay DIR");
            }
            return new SimulatorOptions(
                    replay == null
                            ? config
                            : config.withReplay(
                                    new SimulatorConfig.Replay(replay, from, to, speed)),
                    faults);
        }

        private Fault fault(String option) {
            try {
                return FaultJson.read(new JsonObject(value(option)));
            } catch (DecodeException | ClassCastException _) {
                throw new IllegalArgumentException(option + " must be a JSON object");
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
            }
        }

        private Instant instant(String option) {
            String value = value(option);
            try {
                return Instant.parse(value);
            } catch (DateTimeException _) {
                throw new IllegalArgumentException(
                        option + " must be an instant such as 2021-05-19T00:00:00Z, was " + value);
            }
        }

        private double number(String option) {
            String value = value(option);
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException(option + " must be a number, was " + value);
            }
        }

        private int port(String option) {
            long port = integer(option);
            if (port != (int) port) {
                throw new IllegalArgumentException("port must be 0..65535, was " + port);
            }
            return (int) port;
        }

        private long integer(String option) {
            String value = value(option);
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException(
                        option + " must be a whole number, was " + value);
            }
        }

        private String value(String option) {
            String value = rest.poll();
            if (value == null) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return value;
        }
    }
}
