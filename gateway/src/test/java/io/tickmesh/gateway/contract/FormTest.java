package io.tickmesh.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.mesh.request.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(
                        errors(
                                "NewBot",
                                """
                                {"id": {}, "account": null, "symbol": 1, "interval": "7m", "strategy": "s", "more": 1,
                                 "parameters": {"a": null, "b": []},
                                 "sizing": {"kind": "ALL", "amount": "much", "atrPeriod": 3.5, "atrMultiple": []},
                                 "entry": {"type": "LIMIT", "expireAfter": "soon"},
                                 "exits": {"roi": [{"after": "0s", "percent": null}, 5, {"after": 7, "percent": 1}], "trailing": {}}}
                                """))
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "id",
                        "account",
                        "symbol",
                        "interval",
                        "more",
                        "parameters.a",
                        "parameters.b",
                        "sizing.kind",
                        "sizing.amount",
                        "sizing.atrPeriod",
                        "sizing.atrMultiple",
                        "entry.expireAfter",
                        "exits.roi[0].percent",
                        "exits.roi[1]",
                        "exits.roi[2].after",
                        "exits.trailing.distancePercent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BreakerReset  | {}                        | reason   | is required",
                "BreakerReset  | {'reason': ' '}           | reason   | must be a text of 1 to 500 characters, was \" \"",
                "BreakerReset  | {'reason': 'x', 'f': 2}   | f        | is no known field, known are reason",
                "SeveralBots   | {'bots': []}              | bots     | must have from 1 to 1000 items, has 0",
                "SeveralBots   | {'bots': 'a'}             | bots     | must be a list, was \"a\"",
                "SeveralBots   | {'bots': ['a', 5]}        | bots[1]  | must be a text, was 5",
                "WrittenSizing | {'kind': 'QUOTE', 'amount': 'x'} | amount | must be a number, was \"x\"",
                "WrittenSizing | {'kind': 'quote', 'amount': 1}   | kind   | must be one of QUOTE, FRACTION, RISK, was \"quote\"",
                "WrittenEntry  | {'type': 'STOP', 'expireAfter': 90} | expireAfter | must be a duration such as 5s or PT5S, was 90",
                "NewToken      | {'name': 'x', 'role': 'viewer', 'expiresAt': 'never'} | expiresAt | must be a time such as 2026-11-21T09:30:00Z, was \"never\"",
                "ClosePositions | {'reason': 'x'}          | bots     | is required where there is no account, and not allowed where there is one",
                "ClosePositions | {'bots': ['a'], 'account': 'b'} | bots | is required where there is no account, and not allowed where there is one"
            })
    void saysWhatIsWrong(String schema, String body, String field, String detail) {
        assertThat(errors(schema, body.replace('\'', '"')))
                .containsExactly(new FieldError(field, detail));
    }

    @Test
    void wantsAStrategyOrARule() {
        String bot =
                "{'id':'a','account':'m','symbol':'B','interval':'1m','sizing':{'kind':'QUOTE','amount':1}%s}"
                        .replace('\'', '"');

        assertThat(errors("NewBot", bot.formatted(",\"rule\":null")))
                .containsExactly(new FieldError("strategy", "is required where there is no rule"));
        assertThat(errors("NewBot", bot.formatted(",\"rule\":\"enter: close > 1\""))).isEmpty();
    }

    @Test
    void tellsNoMoreErrorsThanPeopleRead() {
        String body =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "\"" + "f".repeat(100) + i + "\": 1")
                        .collect(Collectors.joining(",", "{", "}"));

        List<FieldError> errors = errors("CloseReason", body);

        assertThat(errors).hasSizeBetween(1, 50);
        assertThat(errors.getFirst().field()).hasSizeLessThan(70);
    }

    @Test
    void shortensWhatItQuotes() {
        String body = "{\"kind\": \"QUOTE\", \"amount\": \"" + "x".repeat(100_000) + "\"}";

        assertThat(errors("WrittenSizing", body).getFirst().detail())
                .startsWith("must be a number, was \"xxx")
                .hasSizeLessThan(100);
    }

    static List<FieldError> errors(String schema, String json) {
        try {
            return Contract.get().schema(schema).check(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
