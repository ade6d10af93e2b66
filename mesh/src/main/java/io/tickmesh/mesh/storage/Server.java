package io.tickmesh.mesh.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A running PostgreSQL server on a data directory. Blocks the caller.
///
/// @param process its main process, the child of this JVM or of an earlier one
record Server(ProcessHandle process, int port) {
    /// What the server is told beyond its own defaults. It serves one machine, mostly idle, beside services that need the memory.
    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=60",
                    "shared_buffers=32MB",
                    "max_wal_size=256MB",
                    "wal_level=minimal",
                    "max_wal_senders=0",
                    "io_method=sync",
                    "jit=off",
                    "timezone=UTC",
                    "log_timezone=UTC",
                    "log_checkpoints=off",
                    "log_min_messages=log",
                    "log_min_error_statement=panic");

    private static final List<String> DURABLE =
            List.of("fsync=on", "full_page_writes=on", "synchronous_commit=on");
    private static final List<String> FORGETFUL =
            List.of("fsync=off", "full_page_writes=off", "synchronous_commit=off");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration SIGNAL = Duration.ofSeconds(5);
    private static final int POLL_MILLIS = 10;
    private static final Pattern TELLING =
            Pattern.compile("FATAL:|PANIC:|DETAIL:|HINT:|unshare:|error");
    private static final int MOST_TOLD = 3;
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    /// Starts a server and waits until it takes connections; after a crash that includes its recovery.
    ///
    /// @param port 0 takes a free one
    /// @param durable whether what it acknowledges survives the end of the machine
    /// @throws IOException if it does not start; the message is what it says
    static Server start(Programs programs, Path cluster, Path log, int port, boolean durable)
            throws IOException {
        // The lock on the directory is ours: a file of a server that is gone must not stop the next
        // one when its process number has been given to somebody else.
        Files.deleteIfExists(pidFile(cluster));
        int actual = port == 0 ? freePort() : port;
        // Of the run before; what it said is known.
        Files.deleteIfExists(log);
        Process process =
                programs.command("postgres")
                        .with(arguments(cluster, actual, durable))
                        .startApart(log);
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady(cluster)) {
            if (!process.isAlive()) {
                throw new IOException(complaint(log));
            }
            if (System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new IOException("not ready after " + START.toSeconds() + " s");
            }
            pause(process.toHandle());
        }
        return new Server(process.toHandle(), actual);
    }

    /// Returns the server that an earlier process left running on `cluster`.
    static Optional<Server> leftOn(Path cluster) throws IOException {
        List<String> lines = pidLines(cluster);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(PID_LINE).strip());
        int port = Integer.parseInt(lines.get(PORT_LINE).strip());
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && worksIn(cluster, pid))
                .map(process -> new Server(process, port));
    }

    /// Returns whether it runs the same program with the same settings as one that [#start] would start now.
    boolean isAsStartedNow(Programs programs, Path cluster) {
        ProcessHandle.Info info = process.info();
        return info.command().map(Path::of).filter(programs::include).isPresent()
                && info.arguments()
                        .map(List::of)
                        .equals(Optional.of(List.of(arguments(cluster, port, true))));
    }

    /// Ends the server in order: sessions are cut, what they had not committed is undone. Does nothing if it has ended.
    void stop() {
        for (String signal : List.of("INT", "QUIT", "KILL")) {
            try {
                new Command("kill", "-" + signal, Long.toString(process.pid()))
                        .run(SIGNAL, _ -> {});
                process.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                // The next signal is a stronger one.
            } catch (IOException | ExecutionException e) {
                if (!process.isAlive()) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean isReady(Path cluster) throws IOException {
        List<String> lines = pidLines(cluster);
        return lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
    }

    private static List<String> pidLines(Path cluster) throws IOException {
        try {
            return Files.readAllLines(pidFile(cluster));
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /// A server works in its data directory; another process with the same number does not.
    private static boolean worksIn(Path cluster, long pid) {
        try {
            return Files.isSameFile(Path.of("/proc/" + pid + "/cwd"), cluster);
        } catch (IOException _) {
            return false;
        }
    }

    /// The server itself can only be told a number.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String[] arguments(Path cluster, int port, boolean durable) {
        return Stream.concat(
                        Stream.of("-D", cluster.toString(), "-p", Integer.toString(port)),
                        Stream.of(SETTINGS, durable ? DURABLE : FORGETFUL)
                                .flatMap(List::stream)
                                .flatMap(setting -> Stream.of("-c", setting)))
                .toArray(String[]::new);
    }

    /// What a server says before it gives up are the last lines of its log.
    private static String complaint(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        List<String> telling = lines.stream().filter(line -> TELLING.matcher(line).find()).toList();
        List<String> told = telling.isEmpty() ? lines : telling;
        return told.isEmpty()
                ? "it ended without a word"
                : String.join(
                        "; ", told.subList(Math.max(0, told.size() - MOST_TOLD), told.size()));
    }

    private static void pause(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // Still running.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
