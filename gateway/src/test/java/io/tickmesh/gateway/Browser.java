package io.tickmesh.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A headless Chromium with one page that shows a token as programs do, steered over its DevTools protocol. For tests on threads that may block.
final class Browser implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration START = Duration.ofSeconds(40);

    private final Process process;

    /// Held because Vert.x closes a client, and its connections, that nobody refers to any more.
    private final WebSocketClient client;

    private final WebSocket socket;
    private final String session;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, Promise<JsonObject>> answers = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    /// @param profile an empty folder
    Browser(Vertx vertx, Path program, Path profile) {
        process = start(program, profile);
        client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxMessageSize(1 << 20)
                                .setMaxFrameSize(1 << 20));
        try {
            socket = connect(profile.resolve("DevToolsActivePort"));
            String target =
                    call("", "Target.createTarget", new JsonObject().put("url", "about:blank"))
                            .getString("targetId");
            session =
                    call(
                                    "",
                                    "Target.attachToTarget",
                                    new JsonObject().put("targetId", target).put("flatten", true))
                            .getString("sessionId");
            call(session, "Runtime.enable", new JsonObject());
            call(session, "Network.enable", new JsonObject());
            call(session, "Log.enable", new JsonObject());
            call(
                    session,
                    "Network.setExtraHTTPHeaders",
                    new JsonObject()
                            .put(
                                    "headers",
                                    new JsonObject()
                                            .put(
                                                    "authorization",
                                                    "Bearer " + TestGateway.ADMIN_TOKEN)));
        } catch (RuntimeException | AssertionError e) {
            kill();
            throw e;
        }
    }

    /// Returns the program to start, if there is one on the `PATH`.
    static Optional<Path> installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return PROGRAMS.stream()
                .flatMap(name ->
                        Arrays.stream(path.split(File.pathSeparator, -1))
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String url) {
        call(session, "Page.navigate", new JsonObject().put("url", url));
    }

    /// Returns what the page's script thinks of `expression`, which must be a list.
    List<?> list(String expression) {
        JsonObject answer =
                call(
                        session,
                        "Runtime.evaluate",
                        new JsonObject().put("expression", expression).put("returnByValue", true));
        if (answer.getJsonObject("result").getValue("value") instanceof JsonArray list) {
            return list.getList();
        }
        throw new AssertionError(expression + " is no list: " + answer);
    }

    /// Returns the errors and warnings that the page or the browser wrote to the console so far.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        kill();
    }

    private static Process start(Path program, Path profile) {
        try {
            return new ProcessBuilder(
                            program.toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-dev-shm-usage",
                            "--disable-sync",
                            "--no-first-run",
                            "--no-proxy-server",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebSocket connect(Path portFile) {
        TestGateway.until("the browser listens", START, () -> lines(portFile).size() == 2);
        List<String> portAndPath = lines(portFile);
        Future<WebSocket> connecting =
                client.connect(
                        new WebSocketConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(Integer.parseInt(portAndPath.getFirst()))
                                .setURI(portAndPath.getLast())
                                .setAllowOriginHeader(false));
        return TestGateway.await(
                connecting.map(connected ->
                        connected.textMessageHandler(text -> read(new JsonObject(text)))));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject call(String toSession, String method, JsonObject parameters) {
        int id = calls.incrementAndGet();
        JsonObject message =
                new JsonObject().put("id", id).put("method", method).put("params", parameters);
        if (!toSession.isEmpty()) {
            message.put("sessionId", toSession);
        }
        Promise<JsonObject> answer = Promise.promise();
        answers.put(id, answer);
        return TestGateway.await(
                socket.writeTextMessage(message.encode()).compose(_ -> answer.future()));
    }

    private void read(JsonObject message) {
        Promise<JsonObject> answer = answers.remove(message.getInteger("id", 0));
        if (answer != null) {
            if (message.containsKey("error")) {
                answer.fail(message.encode());
            } else {
                answer.complete(message.getJsonObject("result"));
            }
            return;
        }
        JsonObject parameters = message.getJsonObject("params", new JsonObject());
        boolean complaint =
                switch (message.getString("method", "")) {
                    case "Runtime.exceptionThrown" -> true;
                    case "Runtime.consoleAPICalled" ->
                            List.of("error", "warning", "assert")
                                    .contains(parameters.getString("type"));
                    case "Log.entryAdded" ->
                            List.of("error", "warning")
                                    .contains(parameters.getJsonObject("entry").getString("level"));
                    default -> false;
                };
        if (complaint) {
            complaints.add(parameters.encode());
        }
    }

    /// Ends the browser and its helpers. Those are no children of ours: where nobody reaps orphans, they would never count as
    /// ended, so only the browser is waited for.
    private void kill() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        TestGateway.until("the browser has ended", () -> !process.isAlive());
    }
}
