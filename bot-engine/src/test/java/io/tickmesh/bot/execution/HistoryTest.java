package io.tickmesh.bot.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History<Integer> history = new History<>(10);

    @Test
    void keepsTheNewestAndShowsThemNewestFirst() {
        add(0, 25);
        History.Page<Integer> page = history.page(null, 100, _ -> true);
        assertThat(page.items()).containsExactly(24, 23, 22, 21, 20, 19, 18, 17, 16, 15);
        assertThat(page.next()).isNull();
    }

    @Test
    void aCursorMarksAPlaceAndNotADistance() {
        add(0, 8);
        History.Page<Integer> first = history.page(null, 3, _ -> true);
        add(8, 11);
        assertThat(first.items()).containsExactly(7, 6, 5);
        assertThat(history.page(first.next(), 3, _ -> true).items()).containsExactly(4, 3, 2);
    }

    @Test
    void pagesWhatIsWantedWithoutAnEmptyPageAtTheEnd() {
        add(0, 10);
        List<Integer> even = new ArrayList<>();
        int pages = 0;
        String cursor = null;
        do {
            History.Page<Integer> page = history.page(cursor, 5, n -> n % 2 == 0);
            even.addAll(page.items());
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(even).containsExactly(8, 6, 4, 2, 0);
        assertThat(pages).isEqualTo(1);
    }

    @Test
    void aPageOfWhatHasBeenForgottenIsTheEnd() {
        add(0, 10);
        History.Page<Integer> page = history.page(null, 2, _ -> true);
        add(10, 40);
        assertThat(history.page(page.next(), 2, _ -> true).items()).isEmpty();
    }

    @Test
    void replacesOnlyWhatIsStillThere() {
        long number = history.add(1);
        history.replace(number, 2);
        assertThat(history.page(null, 1, _ -> true).items()).containsExactly(2);
        add(10, 20);
        history.replace(number, 3);
        assertThat(history.page(null, 100, _ -> true).items()).doesNotContain(3);
    }

    @Test
    void refusesACursorItDidNotMake() {
        add(0, 3);
        for (String cursor : List.of("x", "-1", "3", "99999999999999999999")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> history.page(cursor, 1, _ -> true))
                    .withMessageContaining(cursor);
        }
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            history.add(i);
        }
    }
}
