package io.tickmesh.mesh.bot;

import io.tickmesh.mesh.market.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One bot, as people write it. Not checked: the bot engine says what is wrong with it.
///
/// @param id part of the ids of its orders
/// @param account whose money it trades with
/// @param strategy name of a strategy; `rule` for one that is written as text
/// @param rule text of the rule; null for other strategies
/// @param parameters values by name; what is missing has its standard value
/// @param entry how it buys
/// @param exits when it sells besides when its strategy says so
public record BotDefinition(
        String id,
        String account,
        String symbol,
        Interval interval,
        String strategy,
        @Nullable String rule,
        Map<String, String> parameters,
        Sizing sizing,
        Entry entry,
        Exits exits) {
    public BotDefinition {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
