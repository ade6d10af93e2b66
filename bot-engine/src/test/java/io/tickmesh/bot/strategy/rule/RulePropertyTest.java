package io.tickmesh.bot.strategy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.market.Candle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulePropertyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String[] WORDS = {
        "enter:", "exit:", "and", "or", "not", "crosses", "above", "below", "<", ">=", "(", ")",
                "[", "]",
        ",", ".", "+", "-", "*", "/", "1", "14", "0.5", "close", "rsi", "rsi(14)",
                "bollinger(20, 2)", "lower",
        "min(", "abs(", "\n", ";", ":", "é", "sma(", "close > 1", "close[1]", "\0", "\ud800"
    };

    @Test
    void whatIsWrittenIsReadBack() throws RuleSyntaxException {
        Random random = new Random(3);
        RandomRules rules = new RandomRules(random);
        int limited = 0;
        for (int i = 0; i < 5_000; i++) {
            Condition enter = rules.condition(random.nextInt(4));
            @Nullable Condition exit =
                    random.nextBoolean() ? rules.condition(random.nextInt(4)) : null;
            String text = new Rule(enter, exit).toString();
            try {
                Rule read = Rule.parse(text);
                assertThat(read.enter()).as(text).isEqualTo(enter);
                assertThat(read.exit()).as(text).isEqualTo(exit);
            } catch (RuleSyntaxException e) {
                assertThat(e.problem()).as(text).startsWith("a rule has at most");
                limited++;
            }
        }
        assertThat(limited).isLessThan(500);
    }

    @Test
    void anythingElseIsRefusedWithItsPlace() {
        Random random = new Random(4);
        assertTimeout(
                PATIENCE,
                () -> {
                    int read = 0;
                    for (int i = 0; i < 20_000; i++) {
                        read += survives(i % 2 == 0 ? bytes(random) : words(random)) ? 1 : 0;
                    }
                    assertThat(read).as("some of it is valid").isPositive();
                });
    }

    @Test
    void theLargestTextsTakeNoTime() {
        assertTimeout(
                PATIENCE,
                () -> {
                    for (String word : WORDS) {
                        survives("enter: close > 1 and " + word.repeat(2_000 / word.length()));
                        survives((word + " ").repeat(2_000 / (word.length() + 1)));
                        survives("enter: " + "(" + "not ".repeat(20) + word + " ");
                        survives(word.repeat(100_000));
                    }
                });
    }

    /// Returns whether it is a rule, which then has to work.
    private static boolean survives(String text) {
        try {
            Indicators indicators = new Indicators();
            CompiledRule rule = Rule.parse(text).compile(indicators);
            for (int i = 0; i < 3; i++) {
                indicators.update(new Candle(i, 1, 2, 1, 2, 1, 1, 1));
                rule.enters();
                rule.leaves();
            }
            return true;
        } catch (RuleSyntaxException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isBetween(1, text.length() + 1);
            assertThat(e.problem()).isNotEmpty().doesNotContain("\n");
            assertThat(e).message().hasSizeLessThan(600);
            return false;
        }
    }

    private static String bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return "enter:" + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String words(Random random) {
        StringBuilder text = new StringBuilder("enter: ");
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }
}
