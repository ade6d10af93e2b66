package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.time.DataTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A desk at noon, where BTCUSDT costs 100, and what it published.
final class TestDesk {
    final DataTime time = new DataTime(NOON);
    final List<Event> published = new ArrayList<>();
    private final RiskDesk desk;

    TestDesk(TradingState configured) {
        this(Fixtures.config(configured));
    }

    TestDesk(RiskConfig config) {
        desk =
                new RiskDesk(
                        config,
                        time,
                        Fixtures.ORIGIN::header,
                        published::add,
                        decision -> published.add(decision.event()));
        price("BTCUSDT", 100);
    }

    RiskAnswer check(CheckOrder order) {
        return desk.check(order);
    }

    void on(Event event) {
        desk.on(event);
    }

    void price(String symbol, double ask) {
        desk.price(Fixtures.price(symbol, ask - 0.1, ask, time.instant()));
    }

    void tick() {
        desk.tick();
    }

    RiskState state() {
        return desk.state();
    }

    RiskDesk itself() {
        return desk;
    }

    void advance(Duration duration) {
        time.advance(duration);
        price("BTCUSDT", 100);
    }

    void approves(Order order) {
        RiskAnswer answer = desk.check(order.check());
        assertThat(answer.refusal()).as("refusal of %s: %s", order, answer.detail()).isNull();
    }

    void refuses(Order order, RiskReason reason, String detail) {
        RiskAnswer answer = desk.check(order.check());
        assertThat(answer.refusal()).isEqualTo(reason);
        assertThat(answer.detail()).contains(detail);
    }

    String exposure() {
        return state().accounts().getFirst().exposure().stripTrailingZeros().toPlainString();
    }
}
