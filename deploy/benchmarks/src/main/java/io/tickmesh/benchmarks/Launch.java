package io.tickmesh.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Starts what is measured, as people start it: Tickmesh by `deploy/run`, and, if its folder is given, the Python platform that
/// the figures are compared with.
///
/// @param root directory of the repository
/// @param baseline directory of the Python platform's programs; may not exist
/// @param work directory for logs and data
record Launch(Path root, Path baseline, Path work) {
    private static final List<String> NO_STAGGER = List.of("--set", "bots.start-stagger=0s");

    /// Starts Tickmesh with its own configuration and waits until it is ready.
    ChildProcess tickmesh(List<String> options) throws IOException, InterruptedException {
        return ready(root, options);
    }

    /// Starts Tickmesh with 45 bots on one-second candles that signal on every candle of a [FloodExchange].
    ChildProcess burst(FloodExchange exchange) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(exchange.options());
        options.addAll(NO_STAGGER);
        return ready(homeWith("burst.yaml"), options);
    }

    /// Starts the same with a year of recorded candles for backtests.
    ChildProcess burstWithRecording(FloodExchange exchange)
            throws IOException, InterruptedException {
        Path recording = Files.createDirectories(work.resolve("recording"));
        BacktestLoad.record(recording);
        List<String> options = new ArrayList<>(exchange.options());
        options.addAll(NO_STAGGER);
        options.addAll(List.of("--set", "backtests.data=" + recording));
        return ready(homeWith("burst.yaml"), options);
    }

    /// Starts Tickmesh and does not wait. It finds what the one before left.
    ChildProcess tickmeshNow() throws IOException {
        return start(root, work.resolve("data"), List.of("--set", "simulator.port=0"));
    }

    /// Starts a node of a mesh with the bots of [#burst] and does not wait.
    ///
    /// @param gateway port of the gateway, if it runs one
    /// @param port where it answers for its health
    ChildProcess clustered(int gateway, int port, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        homeWith("burst.yaml").resolve("deploy/run").toString(),
                        "--port",
                        Integer.toString(gateway)));
        command.addAll(options);
        return new ChildProcess(command, port, work.resolve("cluster.log"));
    }

    /// Starts the Python platform's exchange.
    ChildProcess fakeExchange(long rate) throws IOException, InterruptedException {
        int port = ChildProcess.freePort();
        ChildProcess exchange =
                new ChildProcess(
                        List.of(
                                "node",
                                baseline.resolve("fake_exchange.js").toString(),
                                "--port",
                                Integer.toString(port),
                                "--rate",
                                Long.toString(rate)),
                        port,
                        work.resolve("fake-exchange.log"));
        exchange.await("/stats");
        return exchange;
    }

    /// Starts Tickmesh against the Python platform's exchange.
    ChildProcess tickmeshOn(ChildProcess fakeExchange) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(NO_STAGGER);
        String address = "127.0.0.1:" + fakeExchange.port();
        options.addAll(
                List.of(
                        "--set",
                        "feed.kind=binance",
                        "--set",
                        "feed.binance.rest-url=http://" + address,
                        "--set",
                        "feed.binance.ws-url=ws://" + address));
        return ready(homeWith("fake-exchange.yaml"), options);
    }

    /// Starts the Python platform and does not wait.
    ChildProcess python(ChildProcess fakeExchange, String... options) throws IOException {
        int port = ChildProcess.freePort();
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "/usr/bin/python3",
                        baseline.resolve("seed_platform.py").toString(),
                        "--port",
                        Integer.toString(port),
                        "--exchange",
                        Integer.toString(fakeExchange.port())));
        command.addAll(List.of(options));
        return new ChildProcess(command, port, work.resolve("python.log"));
    }

    /// Returns a counter of the Python platform.
    static double pythonStat(ChildProcess python, String name)
            throws IOException, InterruptedException {
        return number("\"" + name + "\":\\s*([0-9.]+)", python.get("/api/stats"));
    }

    /// Returns a metric of Tickmesh, summed over its tags.
    static double metric(ChildProcess tickmesh, String name)
            throws IOException, InterruptedException {
        double sum = 0;
        for (String line : tickmesh.get("/metrics").split("\n", -1)) {
            if (line.startsWith(name + " ") || line.startsWith(name + "{")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }

    private ChildProcess ready(Path home, List<String> options)
            throws IOException, InterruptedException {
        ChildProcess started = start(home, Files.createTempDirectory(work, "data-"), options);
        try {
            started.await("/health/ready");
            return started;
        } catch (IOException | InterruptedException e) {
            started.close();
            throw e;
        }
    }

    private ChildProcess start(Path home, Path data, List<String> options) throws IOException {
        int port = ChildProcess.freePort();
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        home.resolve("deploy/run").toString(),
                        "--port",
                        Integer.toString(port),
                        "--set",
                        "data.dir=" + data));
        command.addAll(options);
        return new ChildProcess(command, port, work.resolve("tickmesh.log"));
    }

    /// `deploy/run` takes the configuration beside it: this makes it a home with another one, so that everything else, the
    /// JVM's options included, is what people run.
    private Path homeWith(String configuration) throws IOException {
        Path deploy = work.resolve(configuration).resolve("deploy");
        if (!Files.exists(deploy)) {
            Files.createDirectories(deploy);
            Path original = root.resolve("deploy");
            for (String part : List.of("run", "find-jdk", "launcher")) {
                Files.createSymbolicLink(deploy.resolve(part), original.resolve(part));
            }
            Files.createSymbolicLink(
                    deploy.resolve("tickmesh.yaml"),
                    original.resolve("benchmarks").resolve(configuration));
        }
        return deploy.resolve("..").normalize();
    }

    private static double number(String pattern, String text) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
