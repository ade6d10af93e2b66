package io.tickmesh.market.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PausesTest {
    private static final int SLOW_DOWN = 429;
    private static final int BANNED = 418;

    private final Pauses pauses = new Pauses();

    @Test
    void keepsStillAsLongAsTheExchangeSays() {
        assertThat(pauses.after(SLOW_DOWN, "7", false)).isEqualTo(Duration.ofSeconds(7));
        assertThat(pauses.after(BANNED, "259200", false)).isEqualTo(Duration.ofDays(3));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-5", "soon", "1.5", "Wed, 21 Oct 2026 07:28:00 GMT"})
    void guessesWhereTheExchangeSaysNothingUsable(String retryAfter) {
        assertThat(pauses.after(SLOW_DOWN, retryAfter, false)).isEqualTo(Duration.ofSeconds(10));
        assertThat(new Pauses().after(BANNED, retryAfter, false)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void doesNotBelieveMoreThanTheLongestBan() {
        assertThat(pauses.after(BANNED, "999999999999999999", false)).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void guessesLongerEachTimeUpToAnHourAndBeginsAnewAfterASuccess() {
        assertThat(pauses.after(SLOW_DOWN, null, false)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pauses.after(SLOW_DOWN, null, false)).isEqualTo(Duration.ofSeconds(20));
        for (int i = 0; i < 100; i++) {
            assertThat(pauses.after(BANNED, null, false)).isLessThanOrEqualTo(Duration.ofHours(1));
        }

        pauses.reset();

        assertThat(pauses.after(SLOW_DOWN, null, false)).isEqualTo(Duration.ofSeconds(10));
    }
}
