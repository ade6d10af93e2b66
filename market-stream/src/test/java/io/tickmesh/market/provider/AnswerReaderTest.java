package io.tickmesh.market.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final AnswerReader binance = new AnswerReader(new BinanceDialect(), null);
    private final AnswerReader polygon =
            new AnswerReader(new PolygonDialect(), new ApiKey("Sesame"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "4.0",
                "{}",
                "{\"symbol\":\"A\"}",
                "{\"symbol\":\"A\",\"price\":\"\"}",
                "{\"symbol\":\"A\",\"price\":\"0.0\"}",
                "{\"symbol\":\"A\",\"price\":\"NaN\"}",
                "{\"symbol\":\"A\",\"price\":\"1e400\"}",
                "{\"symbol\":\"A\",\"price\":\"0x1p3\"}",
                "{\"symbol\":\"A\",\"price\":\" 1\"}",
                "{\"symbol\":\"A\",\"price\":{}}",
                "{\"symbol\":[],\"price\":\"1\"}",
                "{\"symbol\":\"B\",\"price\":\"1\"}",
                "{\"symbol\":\"A\",\"price\":\"1\"} {}",
            })
    void takesNothingForAPriceThatIsNone(String body) {
        Answer answer = binance.read("A", 200, body.getBytes(UTF_8));

        assertThat(answer.outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(answer.item().price()).isNull();
        assertThat(answer.item().error()).startsWith("the answer ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ticker\":\"A\",\"results\":[{\"c\":\"1\",\"t\":1}]}",
                "{\"ticker\":\"A\",\"results\":[{\"c\":-1,\"t\":1}]}",
                "{\"ticker\":\"A\",\"results\":[{\"c\":1e999,\"t\":1}]}",
                "{\"ticker\":\"A\",\"results\":[{\"c\":1}]}",
                "{\"ticker\":\"A\",\"results\":[{\"c\":1,\"t\":9223372036854775807}]}",
                "{\"ticker\":\"A\",\"results\":[7]}",
                "{\"ticker\":\"A\",\"results\":{}}",
                "{\"ticker\":\"B\",\"results\":[{\"c\":1,\"t\":1}]}",
            })
    void takesNoBarForAPriceThatHasNone(String body) {
        Answer answer = polygon.read("A", 200, body.getBytes(UTF_8));

        assertThat(answer.outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(answer.item().price()).isNull();
    }

    @Test
    void showsWhatTheProviderSaysInOneShortLineWithoutTheKey() {
        String body =
                "{\"message\":\"%s\\n\\u0007Sesame%s\"}"
                        .formatted("x".repeat(190), "y".repeat(500));

        Answer answer = polygon.read("A", 401, body.getBytes(UTF_8));

        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answer.item().error()).isEqualTo("HTTP 401 " + "x".repeat(190) + " (hidden)y");
    }
}
