package io.tickmesh.gateway;

import io.tickmesh.mesh.request.BotChart;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.ListStrategies;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.Signals;
import io.tickmesh.mesh.request.Strategies;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Bots and what they can be told.
final class BotRoutes {
    private static final String BOTS = "/api/v1/bots";
    private static final String BOT = BOTS + "/:id";

    private BotRoutes() {}

    static void add(Api api, Commands commands) {
        api.ask(
                "/api/v1/strategies",
                _ -> new ListStrategies(),
                (Strategies answer) -> Page.of(answer.items()));
        api.askPart(
                BOTS,
                _ -> new ListBots(null),
                ListedBots::of,
                (ListedBots part, Bots all) -> part.of(all));
        api.ask(BOT, query -> new ListBots(query.path("id")), BotRoutes::only);
        api.<BotChart>ask(
                BOT + "/chart",
                query -> new GetBotChart(query.path("id"), query.limit()),
                Function.identity());
        api.ask(
                "/api/v1/signals",
                query ->
                        new ListSignals(
                                query.text("bot"),
                                query.text("symbol"),
                                query.text("cursor"),
                                query.limit()),
                (Signals answer) -> new Page<>(answer.items(), answer.next()));
        commands.on(
                HttpMethod.POST,
                BOTS,
                BotBody.class,
                (_, body) -> new CreateBot(body.definition()),
                (Bots answer) -> created(only(answer)));
        commands.on(
                HttpMethod.PUT,
                BOT,
                BotBody.class,
                (query, body) ->
                        new ReplaceBot(body.definition(query.path("id")), IfMatch.version(query)),
                (Bots answer) -> Answer.done(only(answer)));
        commands.on(
                HttpMethod.DELETE,
                BOT,
                query -> new DeleteBot(query.path("id"), IfMatch.version(query)),
                (Bots _) -> Answer.nothing());
        for (BotCommand command : BotCommand.values()) {
            add(commands, command, "/" + command.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void add(Commands commands, BotCommand command, String path) {
        commands.on(
                HttpMethod.POST,
                BOT + path,
                query -> new CommandBots(List.of(query.path("id")), command),
                (Bots answer) -> Answer.done(only(answer)));
        commands.on(
                HttpMethod.POST,
                BOTS + path,
                Several.class,
                (_, body) -> new CommandBots(body.bots, command),
                (Bots answer) -> Answer.done(Page.of(answer.items())));
    }

    private static Answer created(BotView bot) {
        return Answer.created(BOTS + "/" + bot.id(), bot);
    }

    private static BotView only(Bots answer) {
        return answer.items().stream()
                .findFirst()
                .orElseThrow(() ->
                        new RequestFailedException(
                                Failure.NOT_FOUND, "There is no bot of this id."));
    }

    /// Bots that are told the same.
    ///
    /// @param bots ids
    record Several(List<String> bots) {}
}
