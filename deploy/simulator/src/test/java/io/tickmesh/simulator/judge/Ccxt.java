package io.tickmesh.simulator.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The published ccxt of `src/test/ccxt/package-lock.json`, run by Node. It is installed once below `target` and then found
/// there until the lock file changes.
final class Ccxt {

    private static final Path SOURCES = Path.of("src/test/ccxt");
    private static final Path HOME = Path.of("target/ccxt");
    private static final Path INSTALLED = HOME.resolve("installed-lock.json");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "judge.mjs");
    private static final int OLDEST_NODE = 18;
    private static final long PATIENCE_SECONDS = 120;

    private Ccxt() {}

    /// What ccxt said, in the order it said it.
    ///
    /// @param lines each with its name as `fact` and its `value`
    record Facts(List<JsonObject> lines) {

        List<Object> all(String fact) {
            return lines.stream()
                    .filter(line -> fact.equals(line.getString("fact")))
                    .map(line -> line.getValue("value"))
                    .toList();
        }

        Object only(String fact) {
            List<Object> values = all(fact);
            assertThat(values).as(fact).hasSize(1);
            return values.getFirst();
        }

        JsonObject object(String fact) {
            return (JsonObject) only(fact);
        }

        JsonArray list(String fact) {
            return (JsonArray) only(fact);
        }

        /// Returns the entries of all lists of this name, one after the other.
        List<JsonObject> entries(String fact) {
            return all(fact).stream()
                    .flatMap(list -> ((JsonArray) list).stream())
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    /// Installs ccxt if it is not there yet; skips the test where that cannot be done.
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        assumeTrue(
                nodeVersion() >= OLDEST_NODE, "no Node " + OLDEST_NODE + " on the PATH for ccxt");
        for (String file : FILES) {
            Files.copy(
                    SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String lock = Files.readString(HOME.resolve("package-lock.json"));
        if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(lock)) {
            return;
        }
        Path log = HOME.resolve("npm.log");
        int status = run(log, log, "npm", "ci");
        assumeTrue(status == 0, () -> "npm could not install ccxt: see " + log.toAbsolutePath());
        Files.writeString(INSTALLED, lock);
    }

    private static int nodeVersion() throws IOException, InterruptedException {
        Path log = HOME.toAbsolutePath().resolve("node.log");
        boolean works = run(log, log, "node", "--version") == 0;
        String version = works ? Files.readString(log).strip() : "v0.";
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    /// Runs the judge to its end and returns what it said.
    static Facts judge(String... arguments) throws IOException, InterruptedException {
        Path said = HOME.resolve("facts-" + arguments[0] + ".jsonl");
        Path complaints = HOME.resolve("complaints-" + arguments[0] + ".txt");
        List<String> command = new ArrayList<>(List.of("node", "judge.mjs"));
        command.addAll(List.of(arguments));
        int status = run(said, complaints, command.toArray(String[]::new));
        assertThat(status).as(() -> read(complaints)).isZero();
        try (Stream<String> lines = Files.lines(said)) {
            return new Facts(lines.map(JsonObject::new).toList());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "unreadable " + file;
        }
    }

    /// Returns the exit status, -1 if there is no such program.
    private static int run(Path output, Path errors, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(HOME.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException _) {
            return -1;
        }
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(command[0] + " ends")
                    .isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
