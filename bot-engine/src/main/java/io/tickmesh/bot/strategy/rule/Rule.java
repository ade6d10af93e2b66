package io.tickmesh.bot.strategy.rule;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.strategy.rule.CompiledRule.Clause;
import org.jspecify.annotations.Nullable;

/// A strategy as text, for example
///
/// ```
/// enter: rsi(14) crosses below 30 and close < bollinger(20, 2).lower
/// exit:  rsi(14) > 70
/// ```
public final class Rule {
    /// What can be written, for people.
    public static final String GRAMMAR =
            """
            A rule written as text: 'enter: CONDITION' and, if it is to sell by itself, 'exit: CONDITION', each on its \
            own line or after ';'. \
            CONDITION: comparisons of numbers with <, <=, >, >=, 'crosses above' or 'crosses below', joined with 'and', \
            'or', 'not' and parentheses. \
            Numbers: constants; the prices open, high, low, close, hl2, hlc3 and volume; indicators by name, with \
            parameters in parentheses and an output after a dot, as rsi, rsi(14), bollinger(20, 2).lower, macd.signal; \
            an indicator of another as sma(rsi(14), 5) or ema(volume, 20); x[1] is x one bar ago (up to 100); + - * / and \
            abs(x), min(x, y), max(x, y). Nothing is true while a number that decides is unknown. \
            Example: enter: rsi(14) crosses below 30 and close < bollinger(20, 2).lower; exit: rsi(14) > 70\
            """;

    private final Condition enter;
    private final @Nullable Condition exit;

    /// @param exit null if only the exits of the bot close its position
    Rule(Condition enter, @Nullable Condition exit) {
        this.enter = enter;
        this.exit = exit;
    }

    /// Reads a rule from text that anybody may have written: its size, depth and number of indicators are limited.
    ///
    /// @throws RuleSyntaxException with the place of the mistake, if the text is no rule
    public static Rule parse(String text) throws RuleSyntaxException {
        return RuleParser.parse(text);
    }

    /// Makes the rule for the indicators of one symbol and interval.
    public CompiledRule compile(Indicators indicators) {
        RuleCompiler compiler = new RuleCompiler(indicators);
        Clause first = new Clause(RuleText.of(enter), compiler.compile(enter));
        @Nullable Clause second =
                exit == null ? null : new Clause(RuleText.of(exit), compiler.compile(exit));
        return new CompiledRule(compiler.warmUpBars(), first, second);
    }

    Condition enter() {
        return enter;
    }

    @Nullable Condition exit() {
        return exit;
    }

    /// Returns a text that parses to the same rule.
    @Override
    public String toString() {
        String first = "enter: " + RuleText.of(enter);
        return exit == null ? first : first + "; exit: " + RuleText.of(exit);
    }
}
