package io.tickmesh.launcher;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.config.Durations;
import io.vertx.core.Future;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The command that people run: starts the services of this node and stops them in order when it is told to end.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        version = "Tickmesh 0.1.0",
        sortOptions = false,
        subcommands = TokenCommand.class,
        description = "Runs a fleet of trading bots on live, simulated or recorded market data.")
public final class Tickmesh implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Tickmesh.class);

    private static final int FAILED = 1;
    private static final int BAD_CONFIGURATION = 2;
    private static final Duration STOP_BUDGET = Duration.ofSeconds(20);

    private final PrintStream out;
    private final Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration; deploy/run passes deploy/tickmesh.yaml.")
    private Path config = Path.of("tickmesh.yaml");

    @Option(
            names = "--stop-after",
            paramLabel = "DURATION",
            description = "Stop by itself after this long, for example 30s.")
    private @Nullable Duration stopAfter;

    private Tickmesh(PrintStream out) {
        this.out = out;
    }

    @Option(
            names = "--feed",
            paramLabel = "KIND",
            description =
                    "simulator (default): a local exchange; replay: recorded data; binance: the real one's public data.")
    void feed(String kind) {
        overrides.put("feed.kind", kind);
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Directory to replay: candles (SYMBOL-1m-*.csv.gz) or captured messages (*.txt.gz).")
    void data(Path directory) {
        overrides.put("replay.data", directory.toAbsolutePath().toString());
    }

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "Replay N seconds of data per second; 0 is as fast as possible. Default 600, captures 1.")
    void speed(String speed) {
        overrides.put("replay.speed", speed);
    }

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Begin the replay here, for example 2021-05-19T00:00:00Z.")
    void from(String time) {
        overrides.put("replay.from", time);
    }

    @Option(names = "--to", paramLabel = "TIME", description = "End the replay here.")
    void to(String time) {
        overrides.put("replay.to", time);
    }

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the page and the API (default 8080).")
    void port(String port) {
        overrides.put("gateway.port", port);
    }

    @Option(
            names = "--services",
            paramLabel = "LIST",
            description =
                    "What this node runs, separated by commas: market-stream, bot-engine, backtests, risk-service, notifier, gateway, simulator. By default all.")
    void services(String names) {
        overrides.put("node.services", names);
    }

    @Option(
            names = "--cluster",
            description =
                    "Join the other nodes; cluster.members or cluster.dns say where they are, and all share database.url.")
    void cluster(boolean join) {
        overrides.put("cluster.enabled", Boolean.toString(join));
    }

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets any key of the configuration, for example --set bots.start-stagger=500ms.")
    void set(Map<String, String> values) {
        overrides.putAll(values);
    }

    /// Starts the program.
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(Tickmesh::uncaught);
        System.exit(run(args, System.out, System.err));
    }

    /// A blocking step that ends after the event loops have nobody to tell: a start that failed says why already.
    private static void uncaught(Thread thread, Throwable failure) {
        if (!(failure instanceof RejectedExecutionException)) {
            LOG.atError().addKeyValue("thread", thread.getName()).setCause(failure).log("uncaught");
        }
    }

    /// Runs the command and returns its exit code: 0 after an orderly stop, 1 when it could not start, 2 for a bad command line
    /// or configuration.
    static int run(String[] args, PrintStream out, PrintStream err) {
        CommandLine command = new CommandLine(new Tickmesh(out));
        command.registerConverter(Duration.class, Tickmesh::duration);
        command.setExecutionExceptionHandler((e, _, _) -> {
            err.println(oneLine(e));
            return e instanceof ConfigException ? BAD_CONFIGURATION : FAILED;
        });
        command.setParameterExceptionHandler((e, _) -> {
            err.println("tickmesh: " + e.getMessage() + " (try --help)");
            return BAD_CONFIGURATION;
        });
        return command.execute(args);
    }

    @Override
    public Integer call() throws Exception {
        Instant begun = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        NodeConfig node = read();
        CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
        // Limits itself, and says what took too long.
        Node running =
                Node.start(node, () -> out.println("The replay is finished; the page stays up."))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopped), "stop"));
        Welcome welcome = new Welcome(running, Duration.between(begun, Instant.now()));
        out.print(welcome.text(Invitation.of(running, isTerminal())));
        out.flush();
        // Returning ends the program, which stops the services like any other end does.
        var _ = running.watchName().onFailure(stopped::completeExceptionally);
        if (stopAfter != null) {
            var _ = stopped.completeOnTimeout(null, stopAfter.toMillis(), TimeUnit.MILLISECONDS);
        }
        var _ = stopped.get();
        return 0;
    }

    /// Whether whoever reads this is a person, and nothing keeps it.
    @SuppressWarnings("SystemConsoleNull") // it does return null, where neither side is a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    NodeConfig read() {
        ConfigReader reader;
        try {
            reader = ConfigReader.of(Files.readString(config), System.getenv(), overrides);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the configuration " + config, e);
        }
        NodeConfig node = NodeConfig.read(reader);
        reader.verify();
        return node;
    }

    private void stop(Node running, CompletableFuture<@Nullable Void> stopped) {
        out.println("Stopping ...");
        long begun = System.nanoTime();
        try {
            running.stop()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STOP_BUDGET.toSeconds(), TimeUnit.SECONDS);
            out.printf("Stopped in %d ms.%n", (System.nanoTime() - begun) / 1_000_000);
        } catch (Exception e) {
            out.println("Did not stop in order: " + oneLine(e));
        } finally {
            var _ = stopped.complete(null);
        }
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .filter(Duration::isPositive)
                .orElseThrow(() ->
                        new TypeConversionException("must be a duration such as 30s, was " + text));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static String oneLine(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof java.util.concurrent.ExecutionException
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ConfigException config) {
            String separator = config.violations().size() == 1 ? " " : "\n  ";
            return "tickmesh: bad configuration:"
                    + separator
                    + String.join("\n  ", config.violations());
        }
        return "tickmesh: " + message(cause);
    }

    private static @Nullable String message(Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }
}
