package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private final World world =
            World.replayed()
                    .with(Fixtures.engine(Duration.ZERO, bot("a", "BTCUSDT"), bot("b", "ETHUSDT")));
    private int second;

    @AfterEach
    void closes() {
        world.close();
    }

    @Test
    void pagesStayWhereTheyAreWhileOrdersArrive() {
        trade(6);
        List<String> all = world.orders().reversed().stream().map(OrderView::orderId).toList();

        Orders first = world.ask(new ListOrders(null, null, null, null, null, 5));
        trade(2);
        List<OrderView> paged = new ArrayList<>(first.items());
        for (String next = first.next(); next != null; ) {
            Orders page = world.ask(new ListOrders(null, null, null, null, next, 5));
            paged.addAll(page.items());
            next = page.next();
        }

        assertThat(paged).extracting(OrderView::orderId).isEqualTo(all);
    }

    @Test
    void findsOneOrder() {
        trade(2);
        OrderView order = world.orders().getFirst();

        assertThat(world.ask(new GetOrder(order.orderId())).items()).containsExactly(order);
        refused(new GetOrder("other"), Failure.NOT_FOUND, "no order other");
    }

    @Test
    void filtersByAccountBotAndSymbol() {
        trade(3);
        assertThat(world.ask(new ListOrders("main", "a", "BTCUSDT", null, null, 10)).items())
                .hasSize(3)
                .allMatch(order -> order.bot().equals("a"));
        assertThat(world.ask(new ListOrders("btc", null, null, null, null, 10)).items()).isEmpty();
        assertThat(world.ask(new ListOrders(null, "a", null, "FILLED", null, 10)).items())
                .hasSize(3);
        assertThat(world.ask(new ListOrders(null, "a", null, "REJECTED", null, 10)).items())
                .isEmpty();
        assertThat(world.ask(new ListFills(null, "b", null, null, 10)).items()).hasSize(3);
        assertThat(world.ask(new ListPositions(null, null, "ETHUSDT")).items()).hasSize(1);
        assertThat(world.ask(new ListBots(null)).items())
                .extracting(view -> view.id())
                .containsExactly("a", "b");
    }

    @Test
    void refusesQuestionsThatMakeNoSense() {
        refused(new ListOrders(null, null, null, null, null, 0), Failure.INVALID, "limit must be");
        refused(new ListFills(null, null, null, null, 1_001), Failure.INVALID, "limit must be");
        refused(new ListOrders(null, null, null, null, "x", 1), Failure.INVALID, "cursor must be");
        refused(
                new ListEquity(null, null, null, null, null, "999", 1),
                Failure.INVALID,
                "cursor must be");
        refused(new ListBots("nobody"), Failure.NOT_FOUND, "no bot nobody");
    }

    private <R extends Reply> void refused(Request<R> request, Failure failure, String message) {
        assertThatThrownBy(() -> world.ask(request))
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(failure))
                .hasMessageStartingWith(message);
    }

    /// Lets both bots trade once a candle, in and out in turn.
    private void trade(int candles) {
        for (int i = 0; i < candles; i++) {
            second++;
            Instant now = START.plusSeconds(second);
            double close = second % 2 == 1 ? 2_100 : 2_000;
            for (String symbol : List.of("BTCUSDT", "ETHUSDT")) {
                world.price(now, symbol, close);
                world.candle(now, symbol, 4_100 - close, close);
            }
            world.step(now);
        }
    }
}
