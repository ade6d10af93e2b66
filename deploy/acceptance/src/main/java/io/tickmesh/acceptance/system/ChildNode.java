package io.tickmesh.acceptance.system;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A node in a JVM of its own: the launcher's main class, started as `deploy/run` starts it, on free ports.
public final class ChildNode implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("page +(http://127\\.0\\.0\\.1:\\d+)/");
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int TAIL = 40;

    private final Process process;
    private final Path log;

    private ChildNode(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a node and does not wait.
    ///
    /// @param log gets what it says; must not be there yet
    /// @param settings keys and values that override the configuration
    public static ChildNode start(Path configuration, Path log, List<String> settings)
            throws IOException {
        return start(configuration, log, settings, List.of());
    }

    /// Starts a node and does not wait.
    ///
    /// @param options more options of the JVM
    public static ChildNode start(
            Path configuration, Path log, List<String> settings, List<String> options)
            throws IOException {
        return start(configuration, log, settings, options, List.of(), Surroundings.USUAL);
    }

    /// What a process finds itself in.
    ///
    /// @param command runs the rest of the command line, with the same process id; may be empty
    /// @param environment more variables
    public record Surroundings(List<String> command, Map<String, String> environment) {
        static final Surroundings USUAL = new Surroundings(List.of(), Map.of());

        public Surroundings {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /// Starts a node and does not wait.
    ///
    /// @param options more options of the JVM
    /// @param arguments more of the command line
    public static ChildNode start(
            Path configuration,
            Path log,
            List<String> settings,
            List<String> options,
            List<String> arguments,
            Surroundings surroundings)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.tickmesh.launcher.Tickmesh",
                                "--config",
                                configuration.toString(),
                                "--port",
                                "0",
                                "--set",
                                "simulator.port=0"));
        command.addAll(1, options);
        for (String setting : settings) {
            command.add("--set");
            command.add(setting);
        }
        command.addAll(arguments);
        command.addAll(0, surroundings.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TICKMESH_"));
        builder.environment().putAll(surroundings.environment());
        AdminToken.tell(builder.environment());
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .redirectInput(new File("/dev/null"))
                        .start();
        // Also when this program is told to end.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-child"));
        return new ChildNode(process, log);
    }

    /// Waits until its HTTP server is there, whether or not the node is ready.
    public Rest awaitPage(Duration longest) {
        Waiting.until("the page", longest, () -> page() != null, this::said);
        return new Rest(URI.create(String.valueOf(page())));
    }

    /// Waits until every service is ready.
    public Rest awaitReady(Duration longest) {
        Rest rest = awaitPage(longest);
        Waiting.until("readiness", longest, () -> isReady(rest), this::said);
        return rest;
    }

    /// Tells it to end, as a container engine does, and does not wait.
    public void terminate() {
        process.destroy();
    }

    /// Returns whether it ended in time.
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it as `kill -9` does, and waits until it is gone.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        var _ = process.waitFor();
    }

    /// Ends it in order.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Returns the last lines that it wrote.
    public String said() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private boolean isReady(Rest rest) {
        if (!process.isAlive()) {
            throw new AssertionError("the node ended:\n" + said());
        }
        try {
            return rest.status("/health/ready") == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private @Nullable String page() {
        try {
            Matcher page = PAGE.matcher(Files.readString(log));
            if (page.find()) {
                return page.group(1);
            }
        } catch (IOException _) {
            return null;
        }
        if (!process.isAlive()) {
            throw new AssertionError("the node ended:\n" + said());
        }
        return null;
    }
}
