package io.tickmesh.market.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @Test
    void equalsParseDoubleForRandomDecimals() {
        Random random = new Random(1);
        for (int i = 0; i < 500_000; i++) {
            String text =
                    new BigDecimal(
                                    new BigInteger(1 + random.nextInt(80), random),
                                    random.nextInt(30))
                            .toPlainString();
            assertSame(random.nextInt(8) == 0 ? "-" + text : text);
        }
    }

    @Test
    void equalsParseDoubleForExchangePrices() {
        Random random = new Random(2);
        for (int i = 0; i < 500_000; i++) {
            assertSame(
                    BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), 8).toPlainString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "000.10",
                "1.",
                "9007199254740992",
                "9007199254740993",
                "9007199254740993.0000",
                "922337203685477580.8",
                "0.00000000000000000000001",
                "123456789012345678901234567890.5",
                "1e5",
                "1E-7",
                "2.2250738585072014E-308",
                "4.9e-324",
                "1.7976931348623157e308"
            })
    void equalsParseDouble(String text) {
        assertSame(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "+",
                "1.2.3",
                "1-",
                "--1",
                "NaN",
                "Infinity",
                "1d",
                "0x1p3",
                " 1",
                "1 ",
                "1,5",
                "1e",
                "1e999",
                "e"
            })
    void isNaNForWhatIsNoNumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    private static void assertSame(String text) {
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    private static double parse(String text) {
        byte[] bytes = ("\"" + text + "\"").getBytes(StandardCharsets.ISO_8859_1);
        return Decimals.parse(bytes, 1, bytes.length - 1);
    }
}
