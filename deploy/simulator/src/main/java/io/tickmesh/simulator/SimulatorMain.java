package io.tickmesh.simulator;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs the simulator on its own.
public final class SimulatorMain {

    private static final int DEFAULT_PORT = 9_090;
    private static final long STOP_SECONDS = 5;
    private static final String USAGE =
            """
            options: --host HOST  --port PORT  --seed N  --trades-per-second N  --symbols A,B,...
                     --replay DIR  --from INSTANT  --to INSTANT  --speed N (0 = as fast as readers take it)\
            """;

    private SimulatorMain() {}

    /// Starts the simulator; exits with 1 and one line if that fails, with 2 if the options make no sense.
    public static void main(String[] args) {
        SimulatorConfig config;
        try {
            config = parse(args);
        } catch (IllegalArgumentException | DateTimeException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
            return;
        }
        Vertx vertx = Vertx.vertx();
        ExchangeSimulator simulator = new ExchangeSimulator(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx), "stop"));
        try {
            var _ = vertx.deployVerticle(simulator).await();
        } catch (Exception e) {
            // The cause has one clear line. Leaving from here, not from an event loop, lets the
            // hook close Vert.x.
            System.err.println(e.getMessage());
            System.exit(1);
        }
        System.out.println(
                "Simulated exchange: REST "
                        + simulator.restUrl()
                        + "/api/v3/  streams "
                        + simulator.webSocketUrl()
                        + "/stream  (Ctrl-C stops)");
    }

    private static void stop(Vertx vertx) {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.err.println("did not stop within " + STOP_SECONDS + " s");
        }
    }

    /// Returns the configuration that the options describe.
    ///
    /// @throws IllegalArgumentException naming the option that makes no sense
    static SimulatorConfig parse(String[] args) {
        SimulatorConfig config = SimulatorConfig.defaults().withPort(DEFAULT_PORT);
        String host = config.host();
        Path replay = null;
        Optional<Instant> from = Optional.empty();
        Optional<Instant> to = Optional.empty();
        double speed = 1;
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        while (!rest.isEmpty()) {
            String option = rest.pop();
            String value = rest.poll();
            switch (option) {
                case "--host" -> host = require(option, value);
                case "--port" -> config = config.withPort((int) number(option, value));
                case "--seed" -> config = config.withSeed((long) number(option, value));
                case "--trades-per-second" ->
                        config = config.withTradesPerSecond(number(option, value));
                case "--symbols" ->
                        config = config.withSymbols(List.of(require(option, value).split(",", -1)));
                case "--replay" -> replay = Path.of(require(option, value));
                case "--from" -> from = Optional.of(Instant.parse(require(option, value)));
                case "--to" -> to = Optional.of(Instant.parse(require(option, value)));
                case "--speed" -> speed = number(option, value);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        SimulatorConfig complete = config.withHost(host);
        return replay == null
                ? complete
                : complete.withReplay(new SimulatorConfig.Replay(replay, from, to, speed));
    }

    private static double number(String option, @Nullable String value) {
        try {
            return Double.parseDouble(require(option, value));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(option + " must be a number, was " + value);
        }
    }

    private static String require(String option, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }
}
