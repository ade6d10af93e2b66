package io.tickmesh.bot.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How people write a line, and where it is drawn.
///
/// @param text as in a rule, for example `ema(12)` or `bollinger(20, 2).upper`
/// @param onPrice whether it has the scale of the price
record LineName(String text, boolean onPrice) {
    private static final Set<String> VALUE = Set.of("value");
    private static final Set<String> CHANNEL = Set.of("middle", "upper", "lower");
    private static final Map<String, Set<String>> ON_PRICE =
            Map.ofEntries(
                    Map.entry("sma", VALUE),
                    Map.entry("ema", VALUE),
                    Map.entry("wma", VALUE),
                    Map.entry("hma", VALUE),
                    Map.entry("highest", VALUE),
                    Map.entry("lowest", VALUE),
                    Map.entry("past", VALUE),
                    Map.entry("vwap", VALUE),
                    Map.entry("supertrend", VALUE),
                    Map.entry("bollinger", CHANNEL),
                    Map.entry("donchian", CHANNEL),
                    Map.entry("keltner", CHANNEL),
                    Map.entry("chandelier", Set.of("stop")),
                    Map.entry("turtle", Set.of("high", "low", "stop")));

    /// @param key under which the indicator is shared, for example `ema(close,12)`
    /// @param line one of its lines
    /// @param lines how many it has
    static LineName of(String key, String line, int lines) {
        int open = key.indexOf('(');
        if (open < 0 || !key.endsWith(")")) {
            boolean price =
                    Price.named(key).filter(named -> !named.equals(Price.VOLUME)).isPresent();
            return new LineName(lines > 1 ? key + "." + line : key, price);
        }
        String kind = key.substring(0, open);
        List<String> shown = new ArrayList<>();
        boolean ofPrice = true;
        boolean first = true;
        for (String argument : arguments(key.substring(open + 1, key.length() - 1))) {
            boolean number = argument.isEmpty() || Character.isDigit(argument.charAt(0));
            if (!number) {
                LineName input = input(argument);
                ofPrice = input.onPrice;
                if (!first || !argument.equals(usual(kind))) {
                    shown.add(input.text);
                }
            } else if (!argument.isEmpty()) {
                shown.add(argument);
            }
            first = false;
        }
        String call = shown.isEmpty() ? kind : kind + "(" + String.join(", ", shown) + ")";
        return new LineName(
                lines > 1 ? call + "." + line : call,
                ofPrice && ON_PRICE.getOrDefault(kind, Set.of()).contains(line));
    }

    /// The line of another indicator, or a price.
    private static LineName input(String text) {
        int dot = text.lastIndexOf(").");
        if (dot < 0) {
            return of(text, "value", 1);
        }
        String key = text.substring(0, dot + 1);
        String line = text.substring(dot + 2);
        return of(key, line, line.equals("value") ? 1 : 2);
    }

    private static String usual(String kind) {
        return IndicatorTypes.find(kind)
                .flatMap(type -> Optional.ofNullable(type.input()))
                .map(Price::toString)
                .orElse("");
    }

    /// Cuts at the commas that are not within brackets.
    private static List<String> arguments(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
