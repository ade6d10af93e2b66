package io.tickmesh.gateway;

import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of all bots a page has: by id, so that pages stay right when bots come and go between them.
///
/// @param cursor id of the last bot of the page before; null for the first page
record ListedBots(@Nullable String cursor, int limit) {
    static ListedBots of(Query query) {
        return new ListedBots(query.text("cursor"), query.limit());
    }

    Page<BotView> of(Bots all) {
        List<BotView> rest =
                all.items().stream()
                        .filter(bot -> cursor == null || bot.id().compareTo(cursor) > 0)
                        .sorted(Comparator.comparing(BotView::id))
                        .limit(limit + 1L)
                        .toList();
        return rest.size() <= limit
                ? Page.of(rest)
                : new Page<>(rest.subList(0, limit), rest.get(limit - 1).id());
    }
}
