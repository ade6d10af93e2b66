package io.tickmesh.bot.strategy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {
    /// What is written, and how it is understood.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rsi(14) crosses below 30 and close < bollinger(20, 2).lower | rsi(14) crosses below 30 and close < bollinger(20, 2).lower
                    RSI < 30 | rsi(14) < 30
                    rsi() <= 30.50 | rsi(14) <= 30.5
                    bollinger(50).upper >= high | bollinger(50, 2).upper >= high
                    sma(rsi(14), 5) > 1 | sma(rsi(14), 5) > 1
                    sma(rsi, 5) > 1 | sma(rsi(14), 5) > 1
                    bollinger.PercentB > 1 | bollinger(20, 2).percentB > 1
                    highest(20) > highest(close, 20) | highest(20) > highest(close, 20)
                    ema(close, 20) > ema(high, 20) | ema(20) > ema(high, 20)
                    ema(volume) > 1 | ema(volume, 20) > 1
                    sma(bollinger.upper, 3) > 1 | sma(bollinger(20, 2).upper, 3) > 1
                    macd > macd(5).signal | macd(12, 26, 9) > macd(5, 26, 9).signal
                    obv > obv[1] | obv > obv[1]
                    close[1] < close | close[1] < close
                    (high - low)[3][1] > 2 | (high - low)[3][1] > 2
                    close > 1 or close < 2 and open > 3 | close > 1 or close < 2 and open > 3
                    (close > 1 or close < 2) and open > 3 | (close > 1 or close < 2) and open > 3
                    close > 1 and (close < 2 and open > 3) | close > 1 and (close < 2 and open > 3)
                    ((close > 1)) | close > 1
                    not not close > 1 | not not close > 1
                    not (close > 1 and low > 2) | not (close > 1 and low > 2)
                    1 + 2 * 3 > 4 - 5 - 6 | 1 + 2 * 3 > 4 - 5 - 6
                    (1 + 2) * 3 > 4 - (5 - 6) | (1 + 2) * 3 > 4 - (5 - 6)
                    8 / 4 / 2 > 8 / (4 / 2) | 8 / 4 / 2 > 8 / (4 / 2)
                    -close < --1 | -close < --1
                    -(close + 1) * -2 > 0 | -(close + 1) * -2 > 0
                    abs(close - open) > max(1, min(low, hl2)) | abs(close - open) > max(1, min(low, hl2))
                    max(close, open)[1] > hlc3 | max(close, open)[1] > hlc3
                    """)
    void understands(String written, String understood) throws RuleSyntaxException {
        Rule rule = Rule.parse("enter: " + written);
        assertThat(rule).hasToString("enter: " + understood);
        assertThat(Rule.parse(rule.toString()).enter()).isEqualTo(rule.enter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enter: close > 1\nexit: close < 1",
                "enter: close > 1; exit: close < 1",
                "exit: close < 1; enter: close > 1;",
                ";;\n enter:close>1 ; \r\n\texit : close<1\n\n",
                "Enter:\n  close\n  > 1\nExit:\n  close < 1",
            })
    void separatesClausesByLinesOrSemicolons(String text) throws RuleSyntaxException {
        assertThat(Rule.parse(text)).hasToString("enter: close > 1; exit: close < 1");
    }

    @Test
    void needsNoExit() throws RuleSyntaxException {
        assertThat(Rule.parse("enter: close > 1").exit()).isNull();
    }

    /// What is written (a tilde is a new line), and where and what is wrong with it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    enter: rssi(14) < 30 | 1:8: unknown indicator 'rssi', did you mean 'rsi'?
                    enter: zzzzzz < 30 | 1:8: unknown indicator 'zzzzzz'
                    enter: close > 1~exit: clsoe < 1 | 2:7: unknown indicator 'clsoe', did you mean 'close'?
                    enter: bollinger.lowr > 1 | 1:18: bollinger has no output 'lowr', it has middle, upper, lower, percentB, width, did you mean 'lower'?
                    enter: rsi(14).lower > 1 | 1:16: rsi has no output 'lower', it has value
                    enter: rsi(0) > 1 | 1:12: period of rsi must be a whole number from 1 to 1000, was 0
                    enter: rsi(14.5) > 1 | 1:12: period of rsi must be a whole number from 1 to 1000, was 14.5
                    enter: rsi(-1) > 1 | 1:12: expected a source or a number, found '-'
                    enter: rsi(14, 3) > 1 | 1:16: rsi has no more parameters than period
                    enter: rsi(14 > 1 | 1:15: expected ',' or ')', found '>'
                    enter: atr(close, 3) > 1 | 1:12: atr reads whole bars and has no source
                    enter: atr(x) > 1 | 1:12: atr reads whole bars and has no source
                    enter: atr(() > 1 | 1:12: expected a number, found '('
                    enter: obv(3) > 1 | 1:12: obv has no parameters
                    enter: macd(12, rsi) > 1 | 1:17: expected a number, found 'rsi'
                    enter: close(3) > 1 | 1:13: close has no parameters
                    enter: sma(foo, 3) > 1 | 1:12: unknown indicator 'foo'
                    enter: sma(and, 3) > 1 | 1:12: expected a source or a number, found 'and'
                    enter: close | 1:13: expected '<', '<=', '>', '>=' or 'crosses', found the end
                    enter: close and open > 1 | 1:14: expected '<', '<=', '>', '>=' or 'crosses', found 'and'
                    enter: (close > 1 | 1:18: expected ')', found the end
                    enter: (close > 1) + 1 > 2 | 1:20: '+' needs a number, not a condition
                    enter: close > (close > 1) | 1:14: '>' needs a number, not a condition
                    enter: abs(close > 1) > 1 | 1:18: expected ')', found '>'
                    enter: max(close) > 1 | 1:17: expected ',', found ')'
                    enter: abs close > 1 | 1:12: expected '(', found 'close'
                    enter: 1 < close < 3 | 1:18: expected 'and', 'or', ';' or the end, found '<'
                    enter: close crosses 3 | 1:22: expected 'above' or 'below', found '3'
                    enter: close[0] > 1 | 1:14: expected a whole number of bars from 1 to 100, found '0'
                    enter: close[101] > 1 | 1:14: expected a whole number of bars from 1 to 100, found '101'
                    enter: close[x] > 1 | 1:14: expected a whole number of bars from 1 to 100, found 'x'
                    enter: close[1 > 1 | 1:16: expected ']', found '>'
                    enter: (close > 1)[1] | 1:19: '[' needs a number, not a condition
                    enter: and | 1:8: expected a number, a price, an indicator or '(', found 'and'
                    enter: close = 1 | 1:14: there is no '=' in rules, use '<=' or '>='
                    enter: close > 1 && low > 2 | 1:18: unknown character '&', use 'and'
                    enter: close > é | 1:16: unknown character U+00E9
                    enter: close > 1 exit: close < 1 | 1:18: 'exit:' needs ';' or a new line before it
                    enter: close > 1;enter: close > 2 | 1:18: a rule has one 'enter:'
                    exit: close > 1~exit: close > 2 | 2:1: a rule has at most one 'exit:'
                    exit: close > 1 | 1:16: a rule needs 'enter:' with a condition
                    close > 1 | 1:1: expected 'enter:' or 'exit:', found 'close'
                    enter close > 1 | 1:1: expected 'enter:' or 'exit:', found 'enter'
                    enter: | 1:7: expected a number, a price, an indicator or '(', found the end
                    """)
    void saysWhereAndWhatIsWrong(String written, String problem) {
        RuleSyntaxException refused = refusal(written.replace('~', '\n'));
        assertThat(refused).message().startsWith(problem + "\n");
        assertThat(problem)
                .isEqualTo(
                        "%d:%d: %s".formatted(refused.line(), refused.column(), refused.problem()));
    }

    @Test
    void pointsAtTheMistake() {
        assertThat(refusal("enter: close > 1\n exit: close <\tclsoe and 1"))
                .hasMessage(
                        """
                        2:16: unknown indicator 'clsoe', did you mean 'close'?
                         exit: close < clsoe and 1
                                       ^\
                        """);
        assertThat(refusal("enter: " + "1 + ".repeat(100) + "x"))
                .message()
                .endsWith("\n" + " + 1".repeat(24) + " + x\n" + " ".repeat(99) + "^");
    }

    @Test
    void limitsWhatARuleAsksFor() {
        assertThat(problem("enter: " + "(".repeat(40) + "close > 1" + ")".repeat(40)))
                .isEqualTo("a rule is at most 32 levels deep");
        assertThat(problem("enter: " + "-".repeat(40) + "close > 1"))
                .isEqualTo("a rule is at most 32 levels deep");
        assertThat(problem("enter: " + "not ".repeat(40) + "close > 1"))
                .isEqualTo("a rule is at most 32 levels deep");
        assertThat(problem("enter: " + "sma(".repeat(40) + "close" + ")".repeat(40) + " > 1"))
                .isEqualTo("a rule is at most 8 indicators of indicators deep");
        assertThat(problem("enter: close > " + "1 + ".repeat(100) + "1"))
                .isEqualTo("a rule has at most 200 parts");
        assertThat(problem("enter: close > 1" + " ".repeat(2_000)))
                .isEqualTo("a rule has at most 2000 characters, this one 2016");
        assertThat(problem("enter: close > " + "9".repeat(400))).isEqualTo("number is too large");
        assertThat(problem("enter: close > 1" + "+ close[100]".repeat(11)))
                .isEqualTo("a rule looks back at most 1000 bars in all");
        StringBuilder many = new StringBuilder("enter: close > 1");
        for (int period = 2; period < 23; period++) {
            many.append(" and rsi(").append(period).append(") > 1");
        }
        assertThat(problem(many.toString())).isEqualTo("a rule has at most 20 indicators");
    }

    private static String problem(String text) {
        return refusal(text).problem();
    }

    private static RuleSyntaxException refusal(String text) {
        return catchThrowableOfType(RuleSyntaxException.class, () -> Rule.parse(text));
    }
}
