package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.acceptance.system.AdminToken;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a person uses it, in a process of its own.
final class DeployRunIT {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Pattern PAGE = Pattern.compile("page +(http://127\\.0\\.0\\.1:\\d+)/");

    @TempDir Path directory;

    @Test
    void showsPricesWithinSecondsAndStopsInOrderWhenTold() throws Exception {
        Path log = directory.resolve("log");
        long begun = System.nanoTime();
        Process process = run(log, "--port", "0", "--set", "simulator.port=0");
        HttpClient client = HttpClient.newHttpClient();
        try {
            assertThat(Platform.until(START, () -> PAGE.matcher(read(log)).find()))
                    .as("output: %s", read(log))
                    .isTrue();
            Matcher page = PAGE.matcher(read(log));
            assertThat(page.find()).isTrue();
            try (EventLog events =
                    new EventLog(
                            client,
                            URI.create(page.group(1) + "/api/v1/events?types=PriceUpdated"))) {
                assertThat(Platform.until(START, () -> events.counts().containsKey("PriceUpdated")))
                        .isTrue();
            }
            // 5 s on an idle machine; tests share theirs.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(START);

            // Not SIGINT, which shells let their background jobs ignore: the process does the same
            // on both.
            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(read(log)).contains("Stopping ...").containsPattern("Stopped in \\d+ ms");
        } finally {
            process.destroyForcibly();
            // Closing it would wait for the end of a stream that a failed test leaves open.
            client.shutdownNow();
        }
    }

    @Test
    void aPortInUseIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path log = directory.resolve("log");
            Process process =
                    run(log, "--port", "" + taken.getLocalPort(), "--set", "simulator.port=0");

            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();

            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(messages(log))
                    .containsExactly(
                            "tickmesh: port %d on 127.0.0.1 is in use"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aBadConfigurationListsEverythingThatIsWrong() throws Exception {
        Path log = directory.resolve("log");
        Process process =
                run(
                        log,
                        "--port",
                        "99999",
                        "--feed",
                        "replay",
                        "--set",
                        "gateway.prot=1",
                        "--set",
                        "bots.start-stagger=soon");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(messages(log))
                .containsExactlyInAnyOrder(
                        "tickmesh: bad configuration:",
                        "bots.start-stagger must be a duration such as 500ms, 2s or PT2S of at least PT0S, was soon",
                        "replay.data is required to replay: the directory of the recorded candles or captured messages (--data DIR)",
                        "gateway.port must be a whole number from 0 to 65535, was 99999",
                        "gateway.prot is no known key");
    }

    @Test
    void anUnknownOptionIsOneClearLine() throws Exception {
        Path log = directory.resolve("log");
        Process process = run(log, "--prot", "1");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(messages(log)).hasSize(1).first().asString().contains("--prot");
    }

    private static Process run(Path log, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Platform.root().resolve("deploy/run").toString()));
        command.addAll(List.of("--set", "data.dir=" + log.resolveSibling("data")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TICKMESH_"));
        builder.environment().put(AdminToken.VARIABLE, AdminToken.VALUE);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /// What the command says itself, without its log lines.
    private static List<String> messages(Path log) {
        return read(log)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("\\d\\d:\\d\\d:\\d\\d\\..*"))
                .toList();
    }

    private static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
