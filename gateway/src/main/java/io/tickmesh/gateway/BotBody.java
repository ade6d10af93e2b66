package io.tickmesh.gateway;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A bot as clients write it: a [BotDefinition] where much may be left out.
///
/// @param strategy null for `rule` when there is a rule
record BotBody(
        @Nullable String id,
        String account,
        String symbol,
        Interval interval,
        @Nullable String strategy,
        @Nullable String rule,
        @Nullable Map<String, String> parameters,
        SizingBody sizing,
        @Nullable EntryBody entry,
        @Nullable ExitsBody exits) {
    /// Returns the bot, whose id the body has to say.
    BotDefinition definition() {
        if (id == null) {
            throw invalid("id", "is required");
        }
        return definition(id);
    }

    /// Returns the bot of that id, which the body need not repeat.
    BotDefinition definition(String known) {
        if (id != null && !id.equals(known)) {
            throw invalid("id", "must be that of the path, " + known + ", was " + id);
        }
        if (strategy == null && rule == null) {
            throw invalid("strategy", "is required where there is no rule");
        }
        return new BotDefinition(
                known,
                account,
                symbol,
                interval,
                Objects.requireNonNullElse(strategy, "rule"),
                rule,
                parameters == null ? Map.of() : parameters,
                sizing.sizing(),
                EntryBody.entry(entry),
                ExitsBody.exits(exits));
    }

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(Problem.invalidBody(List.of(new FieldError(field, detail))));
    }
}
