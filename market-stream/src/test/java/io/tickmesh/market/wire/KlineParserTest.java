package io.tickmesh.market.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickmesh.mesh.market.Candle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KlineParserTest {
    private static final String FIRST =
            "[60000,\"1.5\",\"2\",\"1\",\"1.75\",\"10\",119999,\"15\",3,\"0\",\"0\",\"0\"]";
    private static final String SECOND =
            "[120000,\"1.75\",\"2\",\"1\",\"1.5\",\"0\",179999,\"0\",0,\"0\",\"0\",\"0\"]";

    private final KlineParser parser = new KlineParser();

    @Test
    void readsCandlesInOrder() throws MalformedException {
        assertThat(parse("[" + FIRST + ",\n " + SECOND + "]"))
                .extracting(candle -> candle.openMillis() + " " + candle.close())
                .asString()
                .isEqualTo("[60000 1.75, 120000 1.5]");
        assertThat(parse("[]")).asString().isEqualTo("[]");
    }

    @Test
    void refusesWhatIsNoListOfCandles() {
        assertRefused("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}", Refusal.NOT_JSON);
        assertRefused("[" + SECOND + "," + FIRST + "]", Refusal.IMPOSSIBLE_CANDLE);
        assertRefused("[" + FIRST + "," + FIRST + "]", Refusal.IMPOSSIBLE_CANDLE);
        assertRefused("[" + FIRST.replace("\"1.5\"", "1.5") + "]", Refusal.WRONG_TYPE);
        assertRefused("[" + FIRST.replace("\"2\"", "\"0.5\"") + "]", Refusal.IMPOSSIBLE_CANDLE);
        assertRefused("[" + FIRST, Refusal.TRUNCATED);
    }

    @Test
    void throwsNothingElseForDamagedAnswers() {
        Random random = new Random(4);
        String text = "[" + FIRST + "," + SECOND + "]";
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                parser.parse(bytes);
            } catch (MalformedException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(50_000, 99_999);
    }

    private void assertRefused(String text, Refusal refusal) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> parse(text))
                .extracting(MalformedException::refusal)
                .isEqualTo(refusal);
    }

    private List<Candle> parse(String text) throws MalformedException {
        return parser.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
