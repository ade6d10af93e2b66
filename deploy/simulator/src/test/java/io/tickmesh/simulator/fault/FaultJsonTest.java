package io.tickmesh.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"cut\"}",
                "{\"kind\":\"cut\",\"stream\":\"*\",\"afterMessages\":5}",
                "{\"kind\":\"cut\",\"everyMilliseconds\":500}",
                "{\"kind\":\"silence\",\"stream\":\"btcusdt@bookTicker\",\"forMilliseconds\":0}",
                "{\"kind\":\"gap\",\"stream\":\"*\",\"messages\":3,\"closingCandles\":true,\"probability\":0.5,\"seed\":9}",
                "{\"kind\":\"duplicate\",\"stream\":\"*\",\"messages\":3,\"probability\":1.0,\"seed\":1}",
                "{\"kind\":\"reorder\",\"stream\":\"*\",\"messages\":3,\"behind\":4,\"probability\":1.0,\"seed\":1}",
                "{\"kind\":\"delay\",\"stream\":\"*\",\"milliseconds\":10,\"forMilliseconds\":20}",
                "{\"kind\":\"malformed\",\"stream\":\"*\",\"messages\":1,\"form\":\"wrong-types\",\"probability\":1.0,\"seed\":1}",
                "{\"kind\":\"ban\",\"endpoint\":\"*\",\"status\":429,\"forMilliseconds\":1000}",
                "{\"kind\":\"rest-error\",\"endpoint\":\"klines\",\"status\":500,\"requests\":1}",
                "{\"kind\":\"rest-delay\",\"endpoint\":\"*\",\"milliseconds\":10,\"requests\":1}",
                "{\"kind\":\"rest-dribble\",\"endpoint\":\"*\",\"bytesPerSecond\":10,\"requests\":1}",
                "{\"kind\":\"rest-hang\",\"endpoint\":\"*\",\"requests\":1}",
                "{\"kind\":\"clock-skew\",\"milliseconds\":-10}",
                "{\"kind\":\"refuse\",\"forMilliseconds\":10}",
                "{\"kind\":\"shutdown\",\"cutAfterMilliseconds\":10}",
            })
    void writesWhatItReads(String json) {
        JsonObject written = FaultJson.write(FaultJson.read(new JsonObject(json)));

        assertThat(new JsonObject(written.encode())).isEqualTo(new JsonObject(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}| kind must be a text, was null",
                "{\"kind\":\"rain\"}| kind is unknown, was rain; known are cut, silence, gap, duplicate, reorder, delay,"
                        + " malformed, ban, rest-error, rest-delay, rest-dribble, rest-hang, clock-skew,"
                        + " refuse, shutdown",
                "{\"kind\":\"gap\",\"messages\":0}| messages must be from 1 to 1000000000, was 0",
                "{\"kind\":\"gap\",\"messages\":\"x\"}| messages must be a whole number, was x",
                "{\"kind\":\"gap\",\"mesages\":1}| mesages is unknown to a fault of this kind",
                "{\"kind\":\"gap\",\"stream\":\"\"}| stream must have 1 to 128 characters, was \"\"",
                "{\"kind\":\"gap\",\"stream\":7}| stream must be a text, was 7",
                "{\"kind\":\"gap\",\"probability\":2}| probability must be above 0 and at most 1, was 2.0",
                "{\"kind\":\"gap\",\"closingCandles\":1}| closingCandles must be true or false, was 1",
                "{\"kind\":\"delay\"}| milliseconds must be a whole number, was null",
                "{\"kind\":\"delay\",\"milliseconds\":0}| milliseconds must be from 1 to 86400000, was 0",
                "{\"kind\":\"reorder\",\"behind\":0}| behind must be from 1 to 10000, was 0",
                "{\"kind\":\"malformed\",\"form\":\"odd\"}| form must be one of truncated, garbage, binary, huge, wrong-types, was odd",
                "{\"kind\":\"ban\",\"status\":500,\"forMilliseconds\":1}| status must be 418 or 429, was 500",
                "{\"kind\":\"rest-error\",\"status\":200}| status must be from 400 to 599, was 200",
                "{\"kind\":\"rest-dribble\",\"bytesPerSecond\":0}| bytesPerSecond must be from 1 to 1000, was 0",
                "{\"kind\":\"refuse\",\"forMilliseconds\":99999999999999}| forMilliseconds must be from 1 to 86400000, was 99999999999999",
            })
    void namesTheMemberThatMakesNoSense(String json, String message) {
        assertThatThrownBy(() -> FaultJson.read(new JsonObject(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
