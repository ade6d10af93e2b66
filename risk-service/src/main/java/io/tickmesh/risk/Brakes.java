package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.BreakerView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What slows accounts and bots down: circuit breakers, and what people say. Tells of each change. Not thread-safe.
final class Brakes {
    private static final int CLOSINGS = 10_000;

    private final CircuitBreakers breakers;
    private final TradingStates states;
    private final Set<String> accounts;
    private final BiFunction<Instant, @Nullable String, Header> headers;
    private final Consumer<Event> publisher;
    private final Recent<Boolean> closings = new Recent<>(CLOSINGS);
    private final Deque<String> counted = new ArrayDeque<>();
    private final Map<String, Choice> chosen = new HashMap<>();

    Brakes(
            Map<String, AccountLimits> limits,
            BiFunction<Instant, @Nullable String, Header> headers,
            Consumer<Event> publisher) {
        breakers = new CircuitBreakers(limits);
        states = new TradingStates(limits);
        accounts = limits.keySet();
        this.headers = headers;
        this.publisher = publisher;
    }

    CircuitBreakers breakers() {
        return breakers;
    }

    TradingStates states() {
        return states;
    }

    Set<String> accounts() {
        return accounts;
    }

    /// Takes an event into the measurements. A closed position counts once, however often it is told.
    void measure(Event event) {
        if (event instanceof PositionClosed closed) {
            if (!closings.put(closed.id(), true)) {
                return;
            }
            // Nobody takes them where nothing is written.
            if (counted.size() == CLOSINGS) {
                counted.removeFirst();
            }
            counted.add(closed.id());
        }
        // A breaker whose time was over by then must not swallow what happened after.
        tick(event.time());
        for (BreakerView breaker : breakers.measure(event)) {
            Header header = headers.apply(event.time(), event.id());
            publisher.accept(
                    new CircuitBreakerFired(
                            header,
                            breaker.breaker(),
                            breaker.scope(),
                            breaker.subject(),
                            breaker.rule(),
                            breaker.value(),
                            breaker.limit(),
                            breaker.until()));
            changed(breaker, header, "fired");
        }
    }

    /// Closes the breakers whose time is over.
    void tick(Instant now) {
        breakers.resetDue(now).forEach(breaker -> told(breaker, "cool-off is over", now));
    }

    /// Closes a breaker because a person says so; returns whether it was open.
    boolean reset(String breaker, String reason, Instant now) {
        BreakerView closed = breakers.reset(breaker).orElse(null);
        if (closed != null) {
            told(closed, "person: " + reason, now);
        }
        return closed != null;
    }

    /// Returns what a person last let the account do.
    TradingState chosen(String account) {
        return states.choice(account).map(Choice::state).orElse(TradingState.ACTIVE);
    }

    /// Lets an account do what a person says; other brakes may be stricter.
    void choose(String account, Choice choice) {
        chosen.put(account, choice);
        states.choose(account, choice, false)
                .ifPresent(from ->
                        told(account, from, choice.since(), null, "person: " + choice.reason()));
    }

    /// Returns what has to be written and was not taken before.
    Changes takeChanges() {
        Changes changes = new Changes(breakers.takeChanges(), chosen, List.copyOf(counted));
        chosen.clear();
        counted.clear();
        return changes;
    }

    /// Notes what is written.
    void stored(Changes changes) {
        changes.choices().forEach(states::stored);
    }

    /// Goes on from where an earlier run ended; nothing changes that anybody would have to be told.
    void restore(RiskMemory memory) {
        breakers.restore(memory.measured(), memory.breakers());
        memory.closings().forEach(id -> closings.put(id, true));
        memory.choices()
                .forEach((account, choice) -> {
                    var _ = states.choose(account, choice, true);
                });
        for (String account : accounts) {
            var _ = states.update(account, breakers.openFor(BreakerScope.ACCOUNT, account));
        }
    }

    private void told(BreakerView closed, String reason, Instant now) {
        Header header = headers.apply(now, null);
        publisher.accept(
                new CircuitBreakerReset(
                        header, closed.breaker(), closed.scope(), closed.subject(), reason));
        changed(closed, header, "breaker=%s was reset, %s".formatted(closed.breaker(), reason));
    }

    private void changed(BreakerView breaker, Header cause, String why) {
        if (breaker.scope() == BreakerScope.ACCOUNT) {
            String account = breaker.subject();
            states.update(account, breakers.openFor(BreakerScope.ACCOUNT, account))
                    .ifPresent(from -> told(account, from, cause.time(), cause.id(), why));
        }
    }

    /// A stricter state says itself why it holds, a milder one does not know what ended.
    private void told(
            String account, TradingState from, Instant at, @Nullable String cause, String why) {
        TradingStates.Current now = states.of(account);
        String reason = now.state().compareTo(from) > 0 ? now.reason() : why;
        publisher.accept(
                new TradingStateChanged(
                        headers.apply(at, cause), account, from, now.state(), reason));
    }
}
