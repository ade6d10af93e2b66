package io.tickmesh.notify;

import static io.tickmesh.notify.Fixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Severity;
import io.tickmesh.notify.Delivery.Busy;
import io.tickmesh.notify.Delivery.Delivered;
import io.tickmesh.notify.Delivery.Failed;
import io.tickmesh.notify.Delivery.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelegramChannelTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeBotApi api = new FakeBotApi(vertx);

    @BeforeEach
    void start() throws Exception {
        await(api.listen());
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void tellsWhatMayPassFromWhatWillNot() throws Exception {
        api.error(400, "Bad Request: chat not found")
                .error(401, "Unauthorized")
                .error(403, "Forbidden: bot was blocked by the user")
                .error(500, "Internal Server Error")
                .answer(503, "")
                .answer(429, "[]")
                .answer(200, "{\"ok\": false}")
                .tooManyRequests(14);

        assertThat(deliver("a")).isEqualTo(new Refused("HTTP 400 Bad Request: chat not found"));
        assertThat(deliver("a")).isEqualTo(new Refused("HTTP 401 Unauthorized"));
        assertThat(deliver("a"))
                .isEqualTo(new Refused("HTTP 403 Forbidden: bot was blocked by the user"));
        assertThat(deliver("a")).isEqualTo(new Failed("HTTP 500 Internal Server Error"));
        assertThat(deliver("a")).isEqualTo(new Failed("HTTP 503"));
        assertThat(deliver("a")).isEqualTo(new Failed("HTTP 429"));
        assertThat(deliver("a")).isEqualTo(new Failed("HTTP 200"));
        assertThat(deliver("a")).isEqualTo(new Busy(Duration.ofSeconds(14)));
        assertThat(deliver("a")).isEqualTo(new Delivered());
    }

    @Test
    void aTimeOutDoesNotGiveTheTokenAway() throws Exception {
        api.silence();

        assertThat(deliver("a"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.reason())
                                        .isNotBlank()
                                        .doesNotContain(FakeBotApi.TOKEN, "bot1", "/"));
    }

    @Test
    void cutsTextsThatTelegramWouldRefuse() throws Exception {
        assertThat(deliver("x".repeat(4_096))).isEqualTo(new Delivered());
        assertThat(text()).isEqualTo("x".repeat(4_096));
        assertThat(deliver("x".repeat(4_097))).isEqualTo(new Delivered());
        assertThat(text()).isEqualTo("x".repeat(4_095) + "…");
        // The pair of the last character that fits would be torn.
        assertThat(deliver("x".repeat(4_094) + "😀😀")).isEqualTo(new Delivered());
        assertThat(text()).isEqualTo("x".repeat(4_094) + "…");
    }

    @Test
    void addressesAChannelByName() throws Exception {
        assertThat(deliver("a")).isEqualTo(new Delivered());
        assertThat(message().getValue("chat_id")).isEqualTo("@signals");
    }

    private Delivery deliver(String text) throws Exception {
        TelegramChannel channel =
                new TelegramChannel(
                        WebClient.create(vertx),
                        new TelegramConfig(
                                URI.create(api.url() + "/"),
                                new Secret(FakeBotApi.TOKEN),
                                "@signals",
                                Severity.INFO,
                                Duration.ZERO,
                                Duration.ofMillis(500)));
        return await(channel.deliver(alert(Severity.INFO, text)));
    }

    private String text() throws InterruptedException {
        return message().getString("text");
    }

    private JsonObject message() throws InterruptedException {
        FakeBotApi.Received received = api.received().poll(5, TimeUnit.SECONDS);
        assertThat(received).isNotNull();
        return received.message();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
