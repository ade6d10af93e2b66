package io.tickmesh.bot.store;

import static io.tickmesh.bot.store.StoreNode.await;
import static io.tickmesh.bot.store.StoreNode.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two nodes whose bots spend the money of one account.
class FundsTest {
    private static final List<Account> ACCOUNTS =
            List.of(new Account("main", "USDT", new BigDecimal("1000")));
    private static final String LEFT =
            "SELECT (cash - (SELECT coalesce(sum(reserved), 0) FROM orders))::bigint FROM account";

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig config = TestDatabases.fresh();
    private final StoreNode alpha = new StoreNode(vertx, config, "alpha");
    private final StoreNode beta = new StoreNode(vertx, config, "beta");
    private final String left = bot(0);
    private final String right = bot(1);

    @BeforeEach
    void begins() {
        alpha.on(() -> alpha.leases.acquire(Set.of(Shards.of(left))));
        beta.on(() -> beta.leases.acquire(Set.of(Shards.of(right))));
        alpha.on(() -> Loader.keep(alpha.database, ACCOUNTS));
        beta.on(() -> Loader.keep(beta.database, ACCOUNTS));
    }

    @AfterEach
    void closes() {
        await(vertx.close());
    }

    @Test
    void whatOneHasPromisedTheOtherCannotSpend() {
        assertThat(failure(alpha.attempt("l-1", left, "700"))).isNull();

        assertThat(failure(beta.attempt("r-1", right, "300.01")))
                .isInstanceOf(InsufficientFundsException.class)
                .hasMessage("insufficient balance: needs 300.01, has 300");
        assertThat(failure(beta.attempt("r-2", right, "300"))).isNull();
        // sales cost nothing
        assertThat(failure(beta.attempt("r-3", right, "0"))).isNull();

        Balance balance = balance(beta, right);
        assertThat(balance.cash()).isEqualByComparingTo("1000");
        assertThat(balance.reservedByOthers()).isEqualByComparingTo("700");
    }

    @Test
    void whatIsSpentOrGivenUpIsPromisedNoMore() {
        await(alpha.attempt("l-1", left, "700"));
        await(beta.attempt("r-1", right, "200"));

        BigDecimal half = new BigDecimal("0.5");
        OrderState part =
                new OrderState.Placed(Instant.EPOCH)
                        .filled(BigDecimal.ONE, half, new BigDecimal("600"), half, Instant.EPOCH);
        alpha.on(() -> alpha.ledger.commit(filled("l-1", left, part, half, "600", half)));
        // and once more, as after a commit whose answer was lost
        alpha.on(() -> alpha.ledger.commit(filled("l-1", left, part, half, "600", half)));

        assertThat(balance(beta, right).cash()).isEqualByComparingTo("699.5");
        assertThat(balance(beta, right).reservedByOthers()).isEqualByComparingTo("399.5");
        OrderState over = ((OrderState.Working) part).cancelled(Instant.EPOCH, "why");
        alpha.on(() -> alpha.ledger.commit(List.of(StoreNode.order("l-1", left, over))));
        assertThat(balance(beta, right).reservedByOthers()).isEqualByComparingTo("0");
        assertThat(failure(beta.attempt("r-2", right, "499.5"))).isNull();
    }

    @Test
    void whatWasPromisedBeforeThereWereShardsIsCountedOnce() {
        await(alpha.attempt("l-1", left, "700"));
        alpha.sql("UPDATE orders SET shard = -1");
        assertThat(balance(alpha, left).reservedByOthers()).isEqualByComparingTo("700");

        alpha.on(() -> Loader.load(alpha.database, Set.of(Shards.of(left))));

        assertThat(balance(alpha, left).reservedByOthers()).isEqualByComparingTo("0");
        assertThat(balance(beta, right).reservedByOthers()).isEqualByComparingTo("700");
    }

    @Test
    void commitsAreTimedAsTransactionsOfTheService() {
        Timer transactions =
                alpha.meters.get("tickmesh.storage.transaction").tag("service", "bots").timer();
        long before = transactions.count();

        await(alpha.attempt("l-1", left, "700"));
        assertThat(failure(alpha.attempt("l-2", left, "700")))
                .isInstanceOf(InsufficientFundsException.class);

        assertThat(transactions.count()).isEqualTo(before + 2);
    }

    @Test
    void anOrderThatIsThereAlreadyIsNotMeantTwice() {
        await(alpha.attempt("l-1", left, "100"));
        alpha.on(() ->
                alpha.ledger.commit(
                        List.of(
                                StoreNode.order(
                                        "l-1", left, new OrderState.Placed(Instant.EPOCH)))));

        assertThat(failure(alpha.attempt("l-1", left, "100")))
                .isInstanceOf(DuplicateOrderException.class);

        assertThat(alpha.count("SELECT count(*) FROM orders WHERE status = 'PLACED'")).isEqualTo(1);
        assertThat(alpha.count(LEFT)).isEqualTo(900);
        assertThat(
                        alpha.meters
                                .get("tickmesh.store.denied")
                                .tags("queue", "commits", "reason", "duplicate")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void twoNodesNeverPromiseMoreThanThereIs() {
        Random random = new Random(42);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < 30; round++) {
            List<Meant> all = new ArrayList<>();
            int orders = 2 + random.nextInt(12);
            for (int i = 0; i < orders; i++) {
                boolean first = random.nextBoolean();
                String id = round + "-" + i;
                int reserved = 1 + random.nextInt(500);
                StoreNode node = first ? alpha : beta;
                String bot = first ? left : right;
                all.add(
                        new Meant(
                                node,
                                id,
                                bot,
                                reserved,
                                node.attempt(id, bot, Integer.toString(reserved))));
            }
            int promised = 0;
            for (Meant order : all) {
                Throwable why = failure(order.written);
                if (why == null) {
                    taken++;
                    promised += order.reserved;
                } else {
                    refused++;
                    assertThat(why).isInstanceOf(InsufficientFundsException.class);
                }
            }
            assertThat(promised).isPositive();
            assertThat(alpha.count(LEFT)).isNotNegative();
            all.forEach(order -> end(order, random.nextInt(8) == 0));
            assertThat(alpha.count("SELECT count(*) FROM orders WHERE reserved > 0")).isZero();
        }
        assertThat(taken).isGreaterThan(50);
        assertThat(refused).isGreaterThan(20);
    }

    /// Spends a tenth of what the order has reserved, or gives it up.
    private static void end(Meant order, boolean filled) {
        if (failure(order.written) != null) {
            return;
        }
        if (!filled) {
            OrderState cancelled =
                    new OrderState.Placed(Instant.EPOCH).cancelled(Instant.EPOCH, "why");
            order.node.on(() ->
                    order.node.ledger.commit(
                            List.of(StoreNode.order(order.id, order.bot, cancelled))));
            return;
        }
        BigDecimal price = new BigDecimal(order.reserved).movePointLeft(1);
        OrderState state =
                new OrderState.Placed(Instant.EPOCH)
                        .filled(
                                BigDecimal.ONE,
                                BigDecimal.ONE,
                                price,
                                BigDecimal.ZERO,
                                Instant.EPOCH);
        order.node.on(() ->
                order.node.ledger.commit(
                        filled(
                                order.id,
                                order.bot,
                                state,
                                BigDecimal.ONE,
                                price.toPlainString(),
                                BigDecimal.ZERO)));
    }

    private static List<Change> filled(
            String id,
            String bot,
            OrderState state,
            BigDecimal quantity,
            String price,
            BigDecimal fee) {
        FillView fill =
                new FillView(
                        id + "-1",
                        id,
                        "main",
                        bot,
                        "BTCUSDT",
                        Side.BUY,
                        quantity,
                        new BigDecimal(price),
                        fee,
                        Instant.EPOCH);
        return List.of(
                StoreNode.order(id, bot, state),
                new Change.Filled(fill, false, Portfolio.foresee(null, fill), "why"));
    }

    private static Balance balance(StoreNode node, String bot) {
        return node.on(() -> Loader.balances(node.database, Set.of(Shards.of(bot)))).getFirst();
    }

    /// Returns a bot whose shard is even or odd.
    private static String bot(int parity) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "bot-" + i)
                .filter(bot -> Shards.of(bot) % 2 == parity)
                .findFirst()
                .orElseThrow();
    }

    private record Meant(
            StoreNode node, String id, String bot, int reserved, Future<Void> written) {}
}
