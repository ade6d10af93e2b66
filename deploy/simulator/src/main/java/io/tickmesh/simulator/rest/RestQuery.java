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
    private static final Pattern NUMBER = Pattern.compile("^[0-9]{1,18}$");
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

    private Optional<String> text(String name) throws ApiError {
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
        Optional<String> list = text("symbols");
        if (list.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = LIST.matcher(list.get());
        if (!matcher.matches()) {
            throw ApiError.illegal(
                    "symbols", "^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$");
        }
        List<String> symbols = new ArrayList<>();
        Matcher items = LIST_ITEM.matcher(list.get());
        while (items.find()) {
            requireSymbol("symbols", items.group(1));
            symbols.add(items.group(1));
        }
        return Optional.of(symbols);
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
        return Optional.of(Long.valueOf(value.get()));
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
