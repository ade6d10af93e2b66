package io.tickmesh.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Groups, order, and what happens when a transaction fails, whether it was committed or not.
class CommitQueueTest {
    private final VertxException lost = VertxException.noStackTrace("connection lost");

    private final List<List<String>> begun = new ArrayList<>();
    private final ArrayDeque<Promise<Void>> answers = new ArrayDeque<>();
    private final ArrayDeque<Runnable> timers = new ArrayDeque<>();
    private final List<String> written = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CommitQueue queue =
            new CommitQueue(
                    5,
                    this::transaction,
                    (_, task) -> timers.add(task),
                    new StoreMeters(registry, "test"));

    @Test
    void whatComesDuringACommitGoesTogetherIntoTheNextOne() {
        add("a", true);
        add("b", true);
        add("c", true);
        assertThat(begun).containsExactly(List.of("a"));

        answers.remove().complete();

        assertThat(begun).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(written).containsExactly("a");
        answers.remove().complete();
        assertThat(written).containsExactly("a", "b", "c");
        assertThat(queue.size()).isZero();
        assertThat(queue.idle().succeeded()).isTrue();
    }

    @Test
    void aCommitWhoseAnswerWasLostIsRepeatedBeforeAnythingElse() {
        add("a", true);
        add("b", true);

        answers.remove().fail(lost);

        assertThat(queue.isAway()).isTrue();
        assertThat(written).isEmpty();
        timers.remove().run();
        assertThat(begun).containsExactly(List.of("a"), List.of("a"));
        answers.remove().complete();
        assertThat(queue.isAway()).isFalse();
        assertThat(written).containsExactly("a");
        assertThat(begun.getLast()).containsExactly("b");
    }

    @Test
    void whoeverCannotWaitIsToldAndTheDatabaseIsProbedForTheOthers() {
        add("a", false);
        add("b", false);

        answers.remove().fail(lost);

        assertThat(failed).containsExactly("a", "b");
        add("c", false);
        assertThat(failed).containsExactly("a", "b", "c");
        add("d", true);
        timers.remove().run();
        answers.remove().complete();
        assertThat(queue.isAway()).isFalse();
        assertThat(begun.getLast()).containsExactly("d");
    }

    @Test
    void aDatabaseThatComesBackAndRefusesTheProbeIsThere() {
        add("a", false);
        answers.remove().fail(lost);

        timers.remove().run();
        answers.remove().fail(new StorageException("no such function"));

        assertThat(queue.isAway()).isFalse();
        add("b", false);
        answers.remove().complete();
        assertThat(written).containsExactly("b");
        assertThat(queue.size()).isZero();
    }

    @Test
    void aWriteThatIsRefusedFailsAlone() {
        add("first", true);
        add("a", true);
        add("guilty", true);
        add("b", true);
        answers.remove().complete();

        // the group is refused, then each goes by itself
        answers.remove().fail(new StorageException("no such column"));
        answers.remove().complete();
        answers.remove().fail(new StorageException("no such column"));
        answers.remove().complete();

        assertThat(written).containsExactly("first", "a", "b");
        assertThat(failed).containsExactly("guilty");
        assertThat(queue.isAway()).isFalse();
    }

    @Test
    void whatIsDeniedInACommitFailsAloneWithoutAnotherOne() {
        add("first", true);
        add("a", true);
        add("stale", true);
        add("b", true);
        answers.remove().complete();

        answers.remove().complete();

        assertThat(written).containsExactly("first", "a", "b");
        assertThat(failed).containsExactly("stale");
        assertThat(begun).hasSize(2);
        assertThat(registry.get("tickmesh.store.denied").tag("reason", "lease").counter().count())
                .isEqualTo(1);
    }

    @Test
    void whenItIsFullItTakesOnlyWhatHasHappened() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            add(name, true);
        }
        assertThat(queue.isFull()).isTrue();

        add("new", false);
        for (String name : List.of("f", "g", "h", "i", "j", "too much")) {
            add(name, true);
        }

        assertThat(failed).containsExactly("new", "too much");
        answers.remove().complete();
        answers.remove().complete();
        assertThat(written).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThat(queue.isFull()).isFalse();
    }

    private void add(String name, boolean patient) {
        queue.add(
                        new Write(
                                List.of(new Statement(name, Tuple.tuple())),
                                Map.of(),
                                Set.of(),
                                null),
                        patient)
                .onComplete(_ -> written.add(name), _ -> failed.add(name));
    }

    private Future<Map<Write, StoreException>> transaction(List<Write> writes) {
        begun.add(
                writes.stream()
                        .flatMap(write -> write.statements().stream())
                        .map(Statement::sql)
                        .toList());
        Promise<Void> answer = Promise.promise();
        answers.add(answer);
        return answer.future()
                .map(_ -> {
                    Map<Write, StoreException> refused = new HashMap<>();
                    for (Write write : writes) {
                        for (Statement statement : write.statements()) {
                            if (statement.sql().startsWith("stale")) {
                                refused.put(write, new LeaseLostException(17));
                            }
                        }
                    }
                    return refused;
                });
    }
}
