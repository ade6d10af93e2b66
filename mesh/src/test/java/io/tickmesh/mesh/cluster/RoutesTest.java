package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RoutesTest {
    private final Map<String, List<String>> told = new HashMap<>();
    private final Queue<Promise<List<RegistrationInfo>>> asked = new ArrayDeque<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Routes routes =
            new Routes(
                    new RegistrationListener() {
                        @Override
                        public void registrationsUpdated(RegistrationUpdateEvent event) {
                            told.put(event.address(), nodes(event.registrations()));
                        }
                    },
                    _ -> {
                        Promise<List<RegistrationInfo>> answer = Promise.promise();
                        asked.add(answer);
                        return answer.future();
                    },
                    later::add);

    @Test
    void asksTheClusterOnceForAnAddress() {
        Future<List<RegistrationInfo>> first = routes.of("prices");
        assertThat(first.isComplete()).isFalse();
        asked.remove().complete(readers("a", "b"));

        assertThat(nodes(first.result())).containsExactly("a", "b");
        assertThat(nodes(routes.of("prices").result())).containsExactly("a", "b");
        assertThat(asked).isEmpty();
    }

    @Test
    void answersAtOnceWhileTheClusterForgetsAMember() {
        know("prices", "a", "b");

        routes.gone(Set.of("b"));
        routes.registrationsLost();

        assertThat(told).containsEntry("prices", List.of("a"));
        assertThat(nodes(routes.of("prices").result())).containsExactly("a");
        asked.remove().complete(readers("a", "c"));
        assertThat(told).containsEntry("prices", List.of("a", "c"));
    }

    @Test
    void doesNotSendToALostMemberThatTheClusterStillRemembers() {
        know("prices", "a", "b");
        routes.gone(Set.of("b"));

        routes.registrationsUpdated(update("prices", "a", "b", "c"));

        assertThat(told).containsEntry("prices", List.of("a", "c"));
        routes.present(Set.of("b"));
        assertThat(told).containsEntry("prices", List.of("a", "b", "c"));
    }

    @Test
    void sendsNothingButTheSparedAddressToSilentMembers() {
        know("prices", "a", "b");
        know("presence", "a", "b");

        routes.unreading(Set.of("b"), "presence");

        assertThat(told).containsEntry("prices", List.of("a"));
        assertThat(told).containsEntry("presence", List.of("a", "b"));
        assertThat(nodes(routes.of("prices").result())).containsExactly("a");
        routes.unreading(Set.of(), "presence");
        assertThat(told).containsEntry("prices", List.of("a", "b"));
    }

    @Test
    void doesNotBelieveThatAllReadersAreGoneBeforeTheClusterSaysSoItself() {
        know("prices", "a");

        routes.registrationsUpdated(update("prices"));

        assertThat(told).isEmpty();
        asked.remove().complete(List.of());
        assertThat(told).containsEntry("prices", List.of());
        assertThat(routes.wantsUpdatesFor("prices")).isFalse();
    }

    @Test
    void asksAgainLaterIfTheClusterDoesNotAnswer() {
        know("prices", "a");
        routes.registrationsLost();
        asked.remove().fail("timed out");
        assertThat(asked).isEmpty();

        later.removeFirst().run();
        asked.remove().complete(readers("b"));

        assertThat(told).containsEntry("prices", List.of("b"));
    }

    @Test
    void anUpdateIsNewerThanALookUpThatWasUnderWay() {
        know("prices", "a");
        routes.registrationsLost();
        routes.registrationsUpdated(update("prices", "a", "b"));

        asked.remove().complete(readers("a"));

        assertThat(nodes(routes.of("prices").result())).containsExactly("a", "b");
    }

    @Test
    void looksUpOneAddressAfterTheOtherAndEachOnce() {
        know("prices", "a");
        know("events", "a");
        routes.registrationsLost();
        routes.registrationsLost();

        assertThat(asked).hasSize(1);
        asked.remove().complete(readers("a"));
        assertThat(asked).hasSize(1);
        asked.remove().complete(readers("a"));
        // The one that was under way when the second loss came is asked for again.
        assertThat(asked).hasSize(1);
        asked.remove().complete(readers("a"));
        assertThat(asked).isEmpty();
    }

    @Test
    void forgetsTheOldestOfManyLosses() {
        know("prices", "old", "b");
        routes.gone(Set.of("old"));

        for (int i = 0; i < 64; i++) {
            routes.gone(Set.of("lost" + i));
        }

        assertThat(nodes(routes.of("prices").result())).containsExactly("old", "b");
    }

    private void know(String address, String... nodes) {
        assertThat(routes.of(address).isComplete()).isFalse();
        asked.remove().complete(readers(nodes));
    }

    private static RegistrationUpdateEvent update(String address, String... nodes) {
        return new RegistrationUpdateEvent(address, readers(nodes));
    }

    private static List<RegistrationInfo> readers(String... nodes) {
        return Arrays.stream(nodes).map(node -> new RegistrationInfo(node, 0, false)).toList();
    }

    private static List<String> nodes(List<RegistrationInfo> readers) {
        return readers.stream().map(RegistrationInfo::nodeId).toList();
    }
}
