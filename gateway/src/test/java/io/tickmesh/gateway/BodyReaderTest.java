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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    @Test
    void readsEveryKindOfValue() {
        All all =
                BodyReader.record(
                        Buffer.buffer(
                                """
                                {"text": "ü", "money": "0.00000010", "count": 3, "real": 1e-3, "yes": true,
                                 "pause": "500ms", "at": "2026-11-21T09:30:00Z", "interval": "1M",
                                 "inner": [{"percent": 1.50}, {"percent": 2}], "named": {"a": 1.0, "b": "x"}}
                                """),
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
    void tellsWhichRecordDoesNotTakeItsComponents() {
        Problem problem =
                catchThrowableOfType(
                                ProblemException.class,
                                () ->
                                        BodyReader.record(
                                                Buffer.buffer(
                                                        "{\"inner\": [{\"percent\": 1}, {\"percent\": -1}]}"),
                                                Several.class))
                        .problem();

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors())
                .containsExactly(new FieldError("inner[1]", "must not be negative"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "12345678901234567890123456789012345678901",
                "0.00000000000000000000000000000000000000001"
            })
    void findsNumbersThatWouldNotFitIntoMemoryWrittenOut(String number) {
        String body = "{\"a\": {\"b\": [1, " + number + "]}}";

        assertThat(BodyReader.endlessNumbers(BodyReader.tree(Buffer.buffer(body))))
                .containsExactly(new FieldError("a.b[1]", "must have at most 40 digits"));
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
        Problem problem = problem(body);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains(detail);
    }

    @Test
    void survivesDeepNesting() {
        assertThat(problem("{\"note\": " + "[".repeat(100_000)).status()).isEqualTo(400);
        String deep = "{\"note\": " + "[".repeat(900) + "]".repeat(900) + "}";
        assertThat(BodyReader.endlessNumbers(BodyReader.tree(Buffer.buffer(deep)))).isEmpty();
    }

    private static Problem problem(String body) {
        return catchThrowableOfType(
                        ProblemException.class, () -> BodyReader.tree(Buffer.buffer(body)))
                .problem();
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

    record Several(List<Inner> inner) {}

    record Inner(BigDecimal percent, @Nullable String note) {
        Inner {
            if (percent.signum() < 0) {
                throw new IllegalArgumentException("must not be negative");
            }
        }
    }
}
