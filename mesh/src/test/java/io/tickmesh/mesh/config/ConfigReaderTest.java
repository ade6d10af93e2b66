package io.tickmesh.mesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    private static final String YAML =
            """
            gateway:
              host: 127.0.0.1
              port: 8080
              admin-token: ${nothing}
              symbols: [A, B]
            bots:
              list:
                - id: one
                  quote: 10.50
                - id: two
            """;

    @Test
    void readsValuesOfEveryKind() {
        ConfigReader reader =
                reader(
                        "a: {text: x, flag: true, n: 7, d: 0.10, t2: 1.5s, t3: PT2M, u: 'http://h:1/p', l: [1, 2], m: {b: 2, a: 1}}");
        ConfigSection a = reader.section("a");

        assertThat(a.text("text")).contains("x");
        assertThat(a.flag("flag", false)).isTrue();
        assertThat(a.number("n", 0, 0, 10)).isEqualTo(7);
        assertThat(a.decimal("d", BigDecimal.ONE, BigDecimal.ZERO))
                .isEqualTo(new BigDecimal("0.1"));
        assertThat(a.duration("t2", Duration.ZERO, Duration.ZERO))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(a.duration("t3", Duration.ZERO, Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
        assertThat(a.uri("u", URI.create("http://x"), List.of("http")))
                .isEqualTo(URI.create("http://h:1/p"));
        assertThat(a.texts("l", List.of())).containsExactly("1", "2");
        assertThat(a.map("m")).containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
        assertThat(a.text("none", "fallback")).isEqualTo("fallback");
    }

    @Test
    void reportsEveryViolationAtOnceAndNoSecret() {
        ConfigReader reader =
                ConfigReader.of(
                        """
                        gateway:
                          port: 70000
                          prot: 1
                          token: 17
                          beat: soon
                        extra: {deep: [1]}
                        """,
                        Map.of("TICKMESH_GATEWAY_HORST", "x", "PATH", "y"),
                        Map.of("gateway.nothing", "1"));
        ConfigSection gateway = reader.section("gateway");
        gateway.number("port", 8080, 0, 65_535);
        gateway.flag("token", false);
        gateway.duration("beat", Duration.ofSeconds(1), Duration.ofMillis(1));
        gateway.requiredText("host");

        assertThat(catchThrowableOfType(ConfigException.class, reader::verify).violations())
                .containsExactly(
                        "gateway.port must be a whole number from 0 to 65535, was 70000",
                        "gateway.token must be true or false, was a value that is not shown here",
                        "gateway.beat must be a duration such as 500ms, 2s or PT2S of at least PT0.001S, was soon",
                        "gateway.host is required",
                        "gateway.prot is no known key",
                        "extra.deep[0] is no known key",
                        "gateway.nothing is no known key",
                        "environment variable TICKMESH_GATEWAY_HORST overrides no known key");
    }

    @Test
    void theEnvironmentWinsOverTheFileAndTheCommandLineOverBoth() {
        ConfigReader reader =
                ConfigReader.of(
                        YAML,
                        Map.of(
                                "TICKMESH_GATEWAY_PORT",
                                "1",
                                "TICKMESH_GATEWAY_ADMIN_TOKEN",
                                "secret"),
                        Map.of("gateway.port", "2"));

        assertThat(reader.section("gateway").number("port", 0, 0, 9)).isEqualTo(2);
        assertThat(reader.section("gateway").text("admin-token")).contains("secret");
        assertThat(reader.section("gateway").texts("symbols", List.of())).containsExactly("A", "B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C,D", "C, D", "[C,D]", " [C, D] "})
    void takesListsFromTheCommandLineAsInTheFile(String list) {
        ConfigReader reader = ConfigReader.of(YAML, Map.of(), Map.of("gateway.symbols", list));

        assertThat(reader.section("gateway").texts("symbols", List.of())).containsExactly("C", "D");
    }

    @Test
    void listsOfSectionsNameTheirPlace() {
        ConfigReader reader = reader(YAML);
        List<ConfigSection> bots = reader.section("bots").sections("list");
        assertThat(bots.get(0).requiredText("id")).isEqualTo("one");
        assertThat(bots.get(0).decimal("quote", BigDecimal.ZERO)).contains(new BigDecimal("10.5"));
        bots.get(1).requiredText("quote");

        assertThat(catchThrowableOfType(ConfigException.class, reader::verify).violations())
                .contains("bots.list[1].quote is required", "bots.list[1].id is no known key");
    }

    @Test
    void saysWhereTheYamlIsBroken() {
        assertThatThrownBy(() -> reader("a: [1\nb: 2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> reader("a: 1\na: 2")).hasMessageContaining("Duplicate field");
        assertThatThrownBy(() -> reader("- a"))
                .hasMessage("the configuration must be a mapping of keys to values");
    }

    @Test
    void anEmptyFileIsAConfiguration() {
        ConfigReader reader = reader("");
        assertThat(reader.section("gateway").number("port", 8080, 0, 65_535)).isEqualTo(8080);
        reader.verify();
    }

    private static ConfigReader reader(String yaml) {
        return ConfigReader.of(yaml, Map.of(), Map.of());
    }
}
