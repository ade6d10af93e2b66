package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FieldError;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    @Test
    void readsEveryKindOfValue() {
        All all =
                read(
                        """
                        {"text": "ü", "money": "0.00000010", "count": 3, "real": 1e-3, "yes": true,
                         "pause": "500ms", "at": "2026-11-21T09:30:00Z", "interval": "1M",
                         "inner": [{"percent": 1.50}, {"percent": 2}], "named": {"a": 1.0, "b": "x"}}
                        """,
                        All.class);

        assertThat(all)
                .isEqualTo(
                        new All(
                                "ü",
                                new BigDecimal("0.00000010"),
                                3,
                                0.001,
                                true,
                                Duration.ofMillis(500),
                                Instant.parse("2026-11-21T09:30:00Z"),
                                Interval.MO1,
                                List.of(
                                        new Inner(new BigDecimal("1.50"), null),
                                        new Inner(new BigDecimal("2"), null)),
                                Map.of("a", "1.0", "b", "x")));
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(
                        errors(
                                """
                                {"text": {}, "money": "much", "count": 3.5, "real": "1", "yes": 1, "pause": "soon",
                                 "at": 1795253400, "interval": "7m", "inner": [{"percent": null}, 5, {"percent": -1}],
                                 "named": {"a": null, "b": []}, "more": 1}
                                """,
                                All.class))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "more",
                        "text",
                        "money",
                        "count",
                        "real",
                        "yes",
                        "pause",
                        "at",
                        "interval",
                        "inner[0].percent",
                        "inner[1]",
                        "inner[2]",
                        "named.a",
                        "named.b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                             | percent | is required",
                "{\"percent\": null}            | percent | is required",
                "{\"percent\": \"x\"}           | percent | must be a number, was \"x\"",
                "{\"percent\": 1, \"foo\": 2}   | foo     | is no known field, known are percent, note",
                "{\"percent\": 1, \"note\": []} | note    | must be a text, was []"
            })
    void saysWhatIsWrong(String body, String field, String detail) {
        assertThat(errors(body, Inner.class)).containsExactly(new FieldError(field, detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "\"1e999999999\"",
                "\"1E+2147483647\"",
                "12345678901234567890123456789012345678901",
                "\"NaN\"",
                "\"\""
            })
    void takesNoNumberThatWouldNotFitIntoMemoryWrittenOut(String number) {
        assertThat(errors("{\"percent\": " + number + "}", Inner.class))
                .extracting(FieldError::field)
                .containsExactly("percent");
        assertThat(errors("{\"percent\": 1, \"note\": 1e999999999}", Inner.class))
                .extracting(FieldError::field)
                .containsExactly("note");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"percent\": 1       | The body is no JSON, line 1, column",
                "{\"percent\": 1} x    | The body is no JSON, line 1, column",
                "{\"percent\": 1, \"percent\": 2} | Duplicate field 'percent'",
                "[1]                   | The body must be a JSON object.",
                "null                  | The body must be a JSON object.",
                "''                    | The body must be a JSON object."
            })
    void takesOneJsonObjectAndNothingElse(String body, String detail) {
        Problem problem = problem(body, Inner.class);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains(detail);
    }

    @Test
    void tellsNoMoreErrorsThanPeopleRead() {
        String body =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "\"" + "f".repeat(100) + i + "\": 1")
                        .collect(Collectors.joining(",", "{", "}"));

        List<FieldError> errors = errors(body, Inner.class);

        assertThat(errors).hasSize(50);
        assertThat(errors.getFirst().field()).hasSizeLessThan(70);
    }

    @Test
    void shortensWhatItQuotes() {
        String detail =
                errors("{\"percent\": \"" + "x".repeat(100_000) + "\"}", Inner.class)
                        .getFirst()
                        .detail();

        assertThat(detail).startsWith("must be a number, was \"xxx").hasSizeLessThan(100);
    }

    @Test
    void survivesDeepNesting() {
        String deep = "[".repeat(100_000);

        assertThat(problem("{\"note\": " + deep, Inner.class).status()).isEqualTo(400);
        assertThat(
                        errors(
                                "{\"percent\": 1, \"note\": "
                                        + "[".repeat(900)
                                        + "]".repeat(900)
                                        + "}",
                                Inner.class))
                .hasSize(1);
    }

    private static <T extends Record> T read(String body, Class<T> type) {
        return BodyReader.read(Buffer.buffer(body), type);
    }

    private static Problem problem(String body, Class<? extends Record> type) {
        return catchThrowableOfType(ProblemException.class, () -> read(body, type)).problem();
    }

    private static List<FieldError> errors(String body, Class<? extends Record> type) {
        Problem problem = problem(body, type);
        assertThat(problem.status()).isEqualTo(400);
        return problem.errors();
    }

    record All(
            String text,
            BigDecimal money,
            int count,
            double real,
            boolean yes,
            Duration pause,
            Instant at,
            Interval interval,
            List<Inner> inner,
            Map<String, String> named) {}

    record Inner(BigDecimal percent, @Nullable String note) {
        Inner {
            if (percent.signum() < 0) {
                throw new IllegalArgumentException("must not be negative");
            }
        }
    }
}
