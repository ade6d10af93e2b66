package io.tickmesh.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    @Test
    void writesDecimalsWithEightPlaces() {
        assertThat(new JsonBytes().decimal(5_769_725, 2)).hasToString("\"57697.25000000\"");
        assertThat(new JsonBytes().decimal(642, 8)).hasToString("\"0.00000642\"");
        assertThat(new JsonBytes().decimal(0, 0)).hasToString("\"0.00000000\"");
        assertThat(new JsonBytes().decimal(7, 0)).hasToString("\"7.00000000\"");
    }

    @Test
    void writesEveryDecimalAsBigDecimalDoes() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
            int decimals = random.nextInt(9);
            String expected = BigDecimal.valueOf(value, decimals).setScale(8).toPlainString();
            assertThat(new JsonBytes().decimal(value, decimals).toString())
                    .isEqualTo('"' + expected + '"');
        }
    }

    @Test
    void writesIntegersOfEitherSign() {
        assertThat(new JsonBytes().number(-1).raw(",").number(0).raw(",").number(Long.MAX_VALUE))
                .hasToString("-1,0,9223372036854775807");
    }

    @Test
    void growsBeyondItsFirstSize() {
        String text = "x".repeat(5_000);

        assertThat(new JsonBytes().raw(text).raw(text).toByteArray()).hasSize(10_000);
    }

    @Test
    void writesSignsPlacesAndTruth() {
        JsonBytes json = new JsonBytes();
        json.signed(-9_499_999_800L, 8, 8).raw(",").signed(-95_960, 3, 3).raw(",");
        json.signed(-5, 2, 8).raw(",").signed(0, 3, 3).raw(",").bool(true).raw(",").bool(false);

        assertThat(json)
                .hasToString("\"-94.99999800\",\"-95.960\",\"-0.05000000\",\"0.000\",true,false");
    }
}
