package io.tickmesh.market.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.PriceUpdated;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotesTest {
    private final Quotes quotes = new Quotes(List.of("A", "B", "C"));
    private final AtomicLong sequence = new AtomicLong(40);

    @Test
    void givesTheNewestOfEachChangedSymbolInOrderOnce() {
        quotes.book(2, 5, 1, 10, 2, 20, 100, 1_000);
        quotes.trade(0, 7, 0.5, 90, 1_001);
        quotes.book(2, 6, 1.5, 10, 2, 20, 101, 1_002);

        assertThat(take())
                .containsExactly(
                        new PriceUpdated("n", 40, 9, 90, 1_001, "A", 0, 0, 0, 0, 7, 0.5),
                        new PriceUpdated("n", 41, 9, 101, 1_002, "C", 1.5, 10, 2, 20, 0, 0));
        assertThat(quotes.hasChanges()).isFalse();
        assertThat(take()).isEmpty();
    }

    @Test
    void ignoresAnOlderOrRepeatedBook() {
        assertThat(quotes.book(0, 5, 1, 1, 2, 1, 100, 1)).isTrue();
        assertThat(quotes.book(0, 4, 9, 1, 10, 1, 100, 2)).isFalse();
        assertThat(quotes.book(0, 5, 9, 1, 10, 1, 100, 2)).isFalse();
        assertThat(take()).extracting(PriceUpdated::bid).containsExactly(1.0);

        quotes.newConnection();

        assertThat(quotes.book(0, 1, 9, 1, 10, 1, 100, 2)).isTrue();
    }

    @Test
    void doesNotShowTheBookOfAnEarlierConnectionAsNew() {
        quotes.book(0, 5, 1, 1, 2, 1, 100, 1);
        assertThat(take()).extracting(PriceUpdated::hasQuote).containsExactly(true);

        quotes.newConnection();
        quotes.trade(0, 7, 1, 60_000, 2);

        assertThat(take()).extracting(PriceUpdated::hasQuote).containsExactly(false);
    }

    @Test
    void aBookThatHasNotMovedIsAsGoodAsNew() {
        quotes.book(0, 5, 1, 1, 2, 1, 1_000, 1);
        take();

        quotes.confirm(0, 1_999, 2);
        assertThat(take()).isEmpty();
        quotes.confirm(0, 2_000, 3);
        assertThat(take()).extracting(PriceUpdated::eventMillis).containsExactly(2_000L);
    }

    @Test
    void doesNotConfirmABookThatIsNotThere() {
        quotes.trade(0, 7, 1, 1_000, 1);
        take();

        quotes.confirm(0, 60_000, 2);

        assertThat(take()).isEmpty();
    }

    @Test
    void tradesDoNotMakeAnOldQuoteYoung() {
        quotes.book(0, 5, 1, 1, 2, 1, 1_000, 1);
        take();

        quotes.trade(0, 1.5, 1, 90_000, 2);

        assertThat(take())
                .containsExactly(new PriceUpdated("n", 41, 9, 1_000, 2, "A", 1, 1, 2, 1, 1.5, 1));
    }

    @Test
    void takesEveryQuoteOfAnExchangeThatDoesNotNumberThem() {
        assertThat(quotes.book(0, -1, 1, 1, 2, 1, 100, 1)).isTrue();
        assertThat(quotes.book(0, -1, 1, 1, 3, 1, 100, 1)).isTrue();
    }

    @Test
    void neverGoesBackInTime() {
        quotes.trade(0, 7, 1, 200, 1);
        quotes.book(0, 1, 6, 1, 8, 1, 150, 2);

        assertThat(take()).extracting(PriceUpdated::eventMillis).containsExactly(200L);
    }

    private List<PriceUpdated> take() {
        return quotes.takeChanges("n", 9, sequence::getAndIncrement);
    }
}
