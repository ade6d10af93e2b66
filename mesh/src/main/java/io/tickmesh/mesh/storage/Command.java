package io.tickmesh.mesh.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A program to run, with few variables in its environment. Blocks the caller.
final class Command {
    private static final int LINES = 50;

    private final List<String> words;

    Command(String... words) {
        this(List.of(words));
    }

    Command(List<String> words) {
        this.words = List.copyOf(words);
    }

    /// Returns the command with more words at its end.
    Command with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all);
    }

    /// Writes to the standard input of a program.
    @FunctionalInterface
    interface Input {
        void write(OutputStream out) throws IOException;
    }

    /// Runs the program to its end.
    ///
    /// @throws IOException if it cannot be run, ends with another code than 0 or takes too long; its message is what it said
    void run(Duration limit, Input input) throws IOException {
        Process process = builder().redirectErrorStream(true).start();
        var killer =
                process.onExit()
                        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((_, late) -> {
                            if (late != null) {
                                process.destroyForcibly();
                            }
                        });
        @Nullable IOException refused = null;
        try (OutputStream out = process.getOutputStream()) {
            input.write(out);
        } catch (IOException e) {
            // It ended early; what it says is more interesting.
            refused = e;
        }
        List<String> said = said(process);
        int code = process.onExit().join().exitValue();
        boolean late = killer.isCompletedExceptionally();
        if (code != 0 || refused != null) {
            throw new IOException(
                    "%s ended with code %d%s: %s"
                            .formatted(
                                    words.getFirst(),
                                    code,
                                    late ? ", after " + limit.toSeconds() + " s" : "",
                                    String.join("; ", said)),
                    refused);
        }
    }

    /// Starts the program in a session of its own, where the keyboard of this one does not interrupt it, without input.
    ///
    /// @param log takes what it says, after what is there
    Process startApart(Path log) throws IOException {
        List<String> apart = new ArrayList<>(List.of("setsid"));
        apart.addAll(words);
        return new Command(apart)
                .builder()
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// Starts the program in a session of its own; nobody hears what it says. Its input ends when this JVM does.
    Process startTied() throws IOException {
        List<String> apart = new ArrayList<>(List.of("setsid"));
        apart.addAll(words);
        return new Command(apart)
                .builder()
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Deletes a directory with all that it holds, if it is there.
    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words);
        // A locale or a PGDATA of whoever runs Tickmesh must not change what the server does.
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    private static List<String> said(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (lines.size() < LINES && !line.isBlank()) {
                    lines.add(line.strip());
                }
            }
        }
        return lines;
    }
}
