package io.tickmesh.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.Severity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierConfigTest {
    private static final String TOKEN = FakeBotApi.TOKEN;

    @Test
    void logsWarningsAndSendsNothingByDefault() {
        NotifierConfig config = read("", Map.of());

        assertThat(config.log()).contains(Severity.WARNING);
        assertThat(config.telegram()).isEmpty();
        assertThat(config.queueCapacity()).isEqualTo(1_000);
        assertThat(config.severities())
                .hasSize(AlertKind.values().length)
                .containsEntry(AlertKind.ORDER_FILLED, Severity.INFO)
                .containsEntry(AlertKind.BREAKER_FIRED, Severity.CRITICAL);
    }

    @Test
    void takesTheTokenFromTheEnvironment() {
        NotifierConfig config =
                read(
                        "notifier: {telegram: {chat-id: -100123456789}}",
                        Map.of("TICKMESH_NOTIFIER_TELEGRAM_TOKEN", TOKEN));

        TelegramConfig telegram = config.telegram().orElseThrow();
        assertThat(telegram.url()).isEqualTo(URI.create("https://api.telegram.org"));
        assertThat(telegram.chat()).isEqualTo("-100123456789");
        assertThat(telegram.least()).isEqualTo(Severity.INFO);
        assertThat(telegram.pace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(telegram.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(telegram.token().reveal()).isEqualTo(TOKEN);
    }

    @Test
    void takesTheTokenFromAFile(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("token"), TOKEN + "\n");
        NotifierConfig config =
                read(
                        "notifier: {telegram: {chat-id: '@signals', token-file: '%s'}}"
                                .formatted(file),
                        Map.of());

        assertThat(config.telegram().orElseThrow().token().reveal()).isEqualTo(TOKEN);
    }

    @Test
    void neverShowsTheToken() {
        NotifierConfig config =
                read(
                        "notifier: {telegram: {chat-id: 1}}",
                        Map.of("TICKMESH_NOTIFIER_TELEGRAM_TOKEN", TOKEN));

        assertThat(config.toString()).contains("(hidden)").doesNotContain(TOKEN);
    }

    @Test
    void withoutATokenTelegramIsOff() {
        assertThat(read("notifier: {telegram: {chat-id: 1}}", Map.of()).telegram()).isEmpty();
    }

    @Test
    void changesAndSwitchesOffSeverities() {
        NotifierConfig config =
                read(
                        """
                        notifier:
                          queue-capacity: 5
                          severities:
                            order-filled: "off"
                            bot-failed: critical
                          log:
                            enabled: false
                        """,
                        Map.of());

        assertThat(config.severities())
                .doesNotContainKey(AlertKind.ORDER_FILLED)
                .containsEntry(AlertKind.BOT_FAILED, Severity.CRITICAL);
        assertThat(config.log()).isEmpty();
        assertThat(config.queueCapacity()).isEqualTo(5);
    }

    @Test
    void reportsEverythingThatIsWrongWithoutTheToken() {
        String yaml =
                """
                notifier:
                  queue-capacity: 0
                  severities:
                    order-filled: loud
                    order-full: info
                  log:
                    enabled: perhaps
                  telegram:
                    url: ftp://example.org
                    token: "not a token %s"
                    min-severity: all
                    pace: 10ms
                    chat-id: my chat
                """
                        .formatted(TOKEN);

        ConfigException problem =
                catchThrowableOfType(ConfigException.class, () -> read(yaml, Map.of()));

        assertThat(problem.getMessage()).doesNotContain(TOKEN);
        assertThat(problem.violations())
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).startsWith("notifier.queue-capacity must be"),
                        it -> assertThat(it).startsWith("notifier.severities.order-filled must be"),
                        it ->
                                assertThat(it)
                                        .isEqualTo(
                                                "notifier.severities.order-full is no known key"),
                        it -> assertThat(it).startsWith("notifier.log.enabled must be"),
                        it -> assertThat(it).startsWith("notifier.telegram.url must be"),
                        it -> assertThat(it).startsWith("notifier.telegram.token must be a bot"),
                        it -> assertThat(it).startsWith("notifier.telegram.min-severity must be"),
                        it -> assertThat(it).startsWith("notifier.telegram.pace must be"),
                        it -> assertThat(it).startsWith("notifier.telegram.chat-id must be"));
    }

    @Test
    void aTokenNeedsAChatAndOneSource() {
        ConfigException problem =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                read(
                                        "notifier: {telegram: {token-file: /no/such/file}}",
                                        Map.of("TICKMESH_NOTIFIER_TELEGRAM_TOKEN", TOKEN)));

        assertThat(problem.violations())
                .containsExactlyInAnyOrder(
                        "notifier.telegram.token and token-file must not both be given",
                        "notifier.telegram.chat-id is required to send anything");
    }

    @Test
    void theTokenFileMustBeReadable() {
        ConfigException problem =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                read(
                                        "notifier: {telegram: {chat-id: 1, token-file: /no/such/file}}",
                                        Map.of()));

        assertThat(problem.violations())
                .containsExactly("notifier.telegram.token-file must be a file that can be read");
    }

    private static NotifierConfig read(String yaml, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(yaml, environment, Map.of());
        NotifierConfig config = NotifierConfig.read(reader.section("notifier"));
        reader.verify();
        return config;
    }
}
