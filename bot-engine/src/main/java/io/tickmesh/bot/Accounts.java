package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Books;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.util.List;

/// What accounts are worth, over all nodes. A node that is alone has it all in memory; otherwise what is stored counts, at the quotes of
/// this node. Belongs to one context.
final class Accounts {
    private final Engine engine;
    private final Books books;
    private final boolean alone;

    Accounts(Engine engine, Books books, boolean alone) {
        this.engine = engine;
        this.books = books;
        this.alone = alone;
    }

    /// Returns all accounts in the order of the configuration; fails with a [RequestFailedException] if the database is away.
    Future<List<AccountView>> views() {
        Portfolio own = engine.portfolio();
        if (alone) {
            return Future.succeededFuture(
                    own.accounts().stream()
                            .map(account -> own.value(account.id(), engine::mark))
                            .toList());
        }
        return books.accounts()
                .map(this::valued)
                .recover(failure ->
                        Future.failedFuture(
                                new RequestFailedException(
                                        Failure.UNAVAILABLE,
                                        "storage does not answer: " + failure.getMessage())));
    }

    private List<AccountView> valued(Books.Page page) {
        List<Position> positions = page.positions().stream().map(Stored.Held::position).toList();
        List<String> order =
                engine.portfolio().accounts().stream().map(account -> account.id()).toList();
        return page.accounts().stream()
                .filter(kept -> order.contains(kept.account().id()))
                .map(kept ->
                        Portfolio.value(
                                kept.account(),
                                kept.cash(),
                                kept.result(),
                                positions,
                                engine::mark))
                .sorted((a, b) ->
                        Integer.compare(order.indexOf(a.account()), order.indexOf(b.account())))
                .toList();
    }
}
