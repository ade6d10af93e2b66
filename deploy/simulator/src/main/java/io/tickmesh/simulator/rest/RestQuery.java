package io.tickmesh.simulator.rest;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parameters of one request; keeps count of those that were read, because the exchange refuses the others.
final class RestQuery {

    private static final String SYMBOL_RANGE = "^[A-Z0-9-_.]{1,20}$";
    private static final String NUMBER_RANGE = "^[0-9]{1,20}$";
    private static final Pattern SYMBOL = Pattern.compile(SYMBOL_RANGE);
    private static final Pattern NUMBER = Pattern.compile(NUMBER_RANGE);
    private static final int MOST_DIGITS = 18;
    private static final Pattern LIST =
            Pattern.compile("\\[\\s*(\"[^\"]*\"(?:\\s*,\\s*\"[^\"]*\")*)?\\s*\\]");
    private static final Pattern LIST_ITEM = Pattern.compile("\"([^\"]*)\"");

    private final MultiMap parameters;
    private final Set<String> read = new HashSet<>();

    /// @throws ApiError when a parameter occurs twice
    RestQuery(MultiMap parameters) throws ApiError {
        this.parameters = parameters;
        if (parameters.names().size() < parameters.entries().size()) {
            throw ApiError.duplicate();
        }
    }

    Optional<String> text(String name) throws ApiError {
        read.add(name);
        String value = parameters.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isEmpty()) {
            throw ApiError.empty(name);
        }
        return Optional.of(value);
    }

    String mandatory(String name) throws ApiError {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            throw ApiError.mandatory(name);
        }
        return value.get();
    }

    Optional<String> symbol() throws ApiError {
        Optional<String> symbol = text("symbol");
        if (symbol.isPresent()) {
            requireSymbol("symbol", symbol.get());
        }
        return symbol;
    }

    /// Returns the entries of the JSON list `symbols`.
    Optional<List<String>> symbols() throws ApiError {
        Optional<String> text = text("symbols");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> symbols = list(text.get());
        if (symbols.isEmpty()) {
            throw ApiError.illegal(
                    "symbols", "^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$");
        }
        for (String symbol : symbols.get()) {
            requireSymbol("symbols", symbol);
        }
        if (Set.copyOf(symbols.get()).size() < symbols.get().size()) {
            throw ApiError.repeatedSymbol();
        }
        return symbols;
    }

    /// Returns the strings of a JSON list, empty when the text is not one.
    static Optional<List<String>> list(String text) {
        if (!LIST.matcher(text).matches()) {
            return Optional.empty();
        }
        List<String> entries = new ArrayList<>();
        Matcher items = LIST_ITEM.matcher(text);
        while (items.find()) {
            entries.add(items.group(1));
        }
        return Optional.of(entries);
    }

    private static void requireSymbol(String name, String value) throws ApiError {
        if (!SYMBOL.matcher(value).matches()) {
            throw ApiError.illegal(name, SYMBOL_RANGE);
        }
    }

    Optional<Long> number(String name) throws ApiError {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(value.get()).matches()) {
            throw ApiError.illegal(name, NUMBER_RANGE);
        }
        if (value.get().length() > MOST_DIGITS) {
            throw ApiError.overflow(name);
        }
        return Optional.of(Long.valueOf(value.get()));
    }

    /// Returns `limit`: at least 1, and cut to the most there is.
    int limit(int usual, int most) throws ApiError {
        long limit = number("limit").orElse((long) usual);
        if (limit < 1) {
            throw ApiError.invalid("limit");
        }
        return (int) Math.min(limit, most);
    }

    /// Refuses the request if it carries parameters that nobody asked for.
    void requireAllRead() throws ApiError {
        int sent = parameters.size();
        if (read.isEmpty() && sent > 0) {
            throw ApiError.tooMany(0, sent);
        }
        int known = (int) parameters.names().stream().filter(read::contains).count();
        if (known < sent) {
            throw ApiError.unread(known, sent);
        }
    }
}
