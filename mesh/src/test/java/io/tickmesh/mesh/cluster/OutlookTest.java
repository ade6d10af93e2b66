package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutlookTest {
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private long nanos = Duration.ofDays(1).toNanos();
    private final Outlook outlook =
            new Outlook(Duration.ofSeconds(2), Duration.ofSeconds(3), () -> nanos);

    @Test
    void aFirstNodeKnowsAtOnceThatItIsAlone() {
        outlook.begin(List.of());

        assertThat(outlook.hasBegun()).isTrue();
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void aStartingNodeWaitsForThoseThatAreThereOrGo() {
        outlook.begin(List.of("a", "b"));
        outlook.heard("a");
        assertThat(outlook.hasBegun()).isFalse();

        outlook.gone("b");

        assertThat(outlook.hasBegun()).isTrue();
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void waitsNoLongerThanItsPatience() {
        outlook.begin(List.of("a"));
        for (int half = 0; half < 6; half++) {
            passes(Duration.ofMillis(500));
            outlook.look(List.of());
        }
        assertThat(outlook.hasBegun()).isFalse();

        passes(Duration.ofMillis(500));
        outlook.look(List.of());

        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void knowsBeforeItsNextLookThatItWasAway() {
        outlook.begin(List.of());
        passes(Duration.ofSeconds(2));
        assertThat(outlook.isSettled()).isTrue();

        passes(Duration.ofNanos(1));

        assertThat(outlook.isSettled()).isFalse();
    }

    @Test
    void afterAPauseWaitsForTheOthersAgain() {
        outlook.begin(List.of());
        passes(Duration.ofSeconds(30));

        assertThat(outlook.look(List.of("a"))).isTrue();

        assertThat(outlook.isSettled()).isFalse();
        assertThat(outlook.hasBegun()).isTrue();
        assertThat(outlook.interruptions()).isOne();
        passes(CATCH_UP);
        outlook.heard("a");
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void afterAPauseInWhichItHearsNobodyItIsCutOffForAWhile() {
        outlook.begin(List.of());
        passes(Duration.ofSeconds(30));
        assertThat(outlook.isCutOff()).isTrue();
        outlook.look(List.of("a", "b"));
        assertThat(outlook.isLost()).isFalse();

        for (int second = 0; second < 12; second++) {
            passes(Duration.ofSeconds(1));
            outlook.look(List.of("a", "b"));
        }
        assertThat(outlook.isCutOff()).isTrue();
        assertThat(outlook.isLost()).isTrue();

        passes(Duration.ofSeconds(1));
        outlook.look(List.of("a", "b"));

        assertThat(outlook.isCutOff()).isFalse();
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void whoHearsOneOfTheOthersIsNotCutOffAndWaitsForTheRestNoLongerThanUsual() {
        outlook.begin(List.of());
        passes(Duration.ofSeconds(30));
        outlook.look(List.of("a", "b"));
        passes(CATCH_UP);

        outlook.heard("a");

        assertThat(outlook.isCutOff()).isFalse();
        assertThat(outlook.isSettled()).isFalse();
        for (int second = 0; second < 3; second++) {
            passes(Duration.ofSeconds(1));
            outlook.look(List.of("a", "b"));
        }
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void whatWaitedForANodeThatWokeDoesNotSayThatTheOthersLive() {
        outlook.begin(List.of("a"));
        outlook.heard("a");
        passes(Duration.ofSeconds(8));
        outlook.heard("a");
        outlook.look(List.of("a"));

        passes(CATCH_UP.minusMillis(1));
        outlook.heard("a");

        assertThat(outlook.isCutOff()).isTrue();
        assertThat(outlook.isSettled()).isFalse();
        passes(Duration.ofMillis(1));
        outlook.heard("a");
        assertThat(outlook.isCutOff()).isFalse();
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void whatWaitedForANodeThatFrozeWhileItStartedSaysNothingEither() {
        outlook.begin(List.of("a"));
        passes(Duration.ofSeconds(8));

        outlook.heard("a");

        assertThat(outlook.hasBegun()).isFalse();
    }

    @Test
    void whoHearsANewNodeIsNotCutOffThoughTheOldOnesAreNotHeard() {
        outlook.begin(List.of("a"));
        outlook.heard("a");
        passes(Duration.ofSeconds(8));
        outlook.look(List.of("a"));
        passes(CATCH_UP);

        outlook.heard("a-2");

        assertThat(outlook.isCutOff()).isFalse();
        outlook.gone("a");
        assertThat(outlook.isSettled()).isTrue();
    }

    @Test
    void whoSeldomHearsOthersAfterItWokeIsNotLostAtOnce() {
        outlook.begin(List.of("a"));
        outlook.heard("a");
        passes(Duration.ofSeconds(8));
        outlook.look(List.of("a"));

        passes(Duration.ofMillis(1_500));

        assertThat(outlook.isLost()).isFalse();
    }

    private void passes(Duration duration) {
        nanos += duration.toNanos();
    }
}
