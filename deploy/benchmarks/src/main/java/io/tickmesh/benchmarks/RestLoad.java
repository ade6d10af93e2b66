package io.tickmesh.benchmarks;

import io.tickmesh.acceptance.system.AdminToken;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// Asks for one page again and again over some connections, with `wrk` if it is installed and from this JVM otherwise.
final class RestLoad {
    private static final Map<String, Double> UNITS = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3);

    private RestLoad() {}

    /// What came of it.
    ///
    /// @param tool what asked
    /// @param requests how many were answered
    /// @param failed how many of them were not answered with success
    record Result(String tool, double seconds, double requests, long failed, double p99Millis) {
        double perSecond() {
            return requests / seconds;
        }
    }

    /// Blocks for `duration`.
    static Result run(int port, String path, int connections, Duration duration)
            throws IOException, InterruptedException {
        return hasWrk()
                ? wrk(port, path, connections, duration)
                : own(port, path, connections, duration);
    }

    private static boolean hasWrk() throws InterruptedException {
        try {
            return new ProcessBuilder("wrk", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    <= 1;
        } catch (IOException _) {
            return false;
        }
    }

    private static Result wrk(int port, String path, int connections, Duration duration)
            throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk",
                                "-t1",
                                "-c" + connections,
                                "-d" + duration.toSeconds() + "s",
                                "--latency",
                                "-H",
                                "Authorization: " + AdminToken.BEARER,
                                "http://127.0.0.1:" + port + path)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        Matcher done = find("(\\d+) requests in ([\\d.]+)s", output);
        Matcher p99 = find("99%\\s+([\\d.]+)(us|ms|s)", output);
        Matcher failed = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(output);
        return new Result(
                "wrk",
                Double.parseDouble(done.group(2)),
                Double.parseDouble(done.group(1)),
                failed.find() ? Long.parseLong(failed.group(1)) : 0,
                Double.parseDouble(p99.group(1)) * UNITS.getOrDefault(p99.group(2), 1.0));
    }

    private static Matcher find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new UncheckedIOException(
                    new IOException("wrk did not print " + pattern + ": " + text));
        }
        return matcher;
    }

    private static Result own(int port, String path, int connections, Duration duration)
            throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client =
                    vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
            List<Asker> askers = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                Asker asker = new Asker(client, port, path);
                askers.add(asker);
                vertx.runOnContext(_ -> asker.ask());
            }
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            double seconds = (System.nanoTime() - begin) / 1e9;
            Histogram micros = new Histogram(60_000_000, 3);
            long failed = 0;
            for (Asker asker : askers) {
                synchronized (asker) {
                    asker.stopped = true;
                    micros.add(asker.micros);
                    failed += asker.failed;
                }
            }
            return new Result(
                    "RestLoad",
                    seconds,
                    micros.getTotalCount(),
                    failed,
                    micros.getValueAtPercentile(99) / 1e3);
        } finally {
            var _ = vertx.close();
        }
    }

    /// One connection.
    private static final class Asker {
        private final HttpClient client;
        private final int port;
        private final String path;

        // Guarded by this.
        private final Histogram micros = new Histogram(60_000_000, 3);
        private long failed;
        private boolean stopped;

        Asker(HttpClient client, int port, String path) {
            this.client = client;
            this.port = port;
            this.path = path;
        }

        void ask() {
            long begin = System.nanoTime();
            client.request(HttpMethod.GET, port, "127.0.0.1", path)
                    .compose(
                            request -> request.putHeader("Authorization", AdminToken.BEARER).send())
                    .compose(response -> response.body().map(_ -> response))
                    .onComplete(
                            response -> answered(begin, response.statusCode() == 200),
                            _ -> answered(begin, false));
        }

        private synchronized void answered(long begin, boolean success) {
            micros.recordValue(Math.min(60_000_000, (System.nanoTime() - begin) / 1_000));
            failed += success ? 0 : 1;
            if (!stopped) {
                ask();
            }
        }
    }
}
