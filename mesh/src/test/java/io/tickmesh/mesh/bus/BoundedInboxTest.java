package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BoundedInboxTest {
    /// A reader that is busy until the test lets it go on.
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private final List<String> read = new ArrayList<>();

    @Test
    void keepsTheNewestThousandOfFiveThousandWhenItDropsTheOldest() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 1_000).dropOldest().readBy(tasks::add, read::add);

        IntStream.range(0, 5_000).forEach(i -> inbox.offer("" + i));
        runTasks();

        assertThat(read).hasSize(1_000).startsWith("4000").endsWith("4999");
        assertThat(inbox.counters()).isEqualTo(new InboxCounters(5_000, 4_000, 0, 0, 0, 0, 1_000));
    }

    @Test
    void keepsTheOldestWhenItDropsTheNewest() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 3).dropNewest().readBy(tasks::add, read::add);

        IntStream.range(0, 5).forEach(i -> inbox.offer("" + i));
        runTasks();

        assertThat(read).containsExactly("0", "1", "2");
        assertThat(inbox.counters().dropped()).isEqualTo(2);
    }

    @Test
    void readsOnAfterAnErrorOfTheReader() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 3)
                        .readBy(
                                tasks::add,
                                item -> {
                                    if (item.equals("bad")) {
                                        throw new StackOverflowError();
                                    }
                                    read.add(item);
                                });

        inbox.offer("bad");
        inbox.offer("good");
        runTasks();
        inbox.offer("later");
        runTasks();

        assertThat(read).containsExactly("good", "later");
        assertThat(inbox.counters().failed()).isEqualTo(1);
    }

    @Test
    void keepsTheNewestOfEachKey() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 2)
                        .conflateBy(item -> item.charAt(0))
                        .readBy(tasks::add, read::add);

        List.of("a1", "b1", "a2", "b2", "c1").forEach(inbox::offer);
        runTasks();

        assertThat(read).containsExactly("b2", "c1");
        assertThat(inbox.counters().conflated()).isEqualTo(2);
        assertThat(inbox.counters().dropped()).isEqualTo(1);
    }

    @Test
    void readsInBatchesSoThatOthersGetTheirTurn() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 1_000).readBy(tasks::add, read::add);
        IntStream.range(0, 100).forEach(i -> inbox.offer("" + i));

        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(read).hasSize(64);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void skipsWhatIsTooOld() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 10)
                        .maxAge(
                                Duration.ofSeconds(2),
                                item -> item.equals("old") ? 0 : Long.MAX_VALUE)
                        .readBy(tasks::add, read::add);

        inbox.offer("old");
        inbox.offer("new");
        runTasks();

        assertThat(read).containsExactly("new");
        assertThat(inbox.counters().stale()).isEqualTo(1);
    }

    @Test
    void goesOnAfterTheReaderThrew() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 10)
                        .readBy(
                                tasks::add,
                                item -> {
                                    if (item.equals("bad")) {
                                        throw new IllegalStateException("bad item");
                                    }
                                    read.add(item);
                                });

        List.of("1", "bad", "2").forEach(inbox::offer);
        runTasks();

        assertThat(read).containsExactly("1", "2");
        assertThat(inbox.counters().failed()).isEqualTo(1);
    }

    @Test
    void drainsAtOnceForAReaderThatAsks() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 10).readBy(tasks::add, read::add);
        inbox.offer("1");
        inbox.offer("2");

        inbox.drainNow();

        assertThat(read).containsExactly("1", "2");
        runTasks();
        assertThat(read).hasSize(2);
    }

    @Test
    void takesNothingAfterItWasClosed() {
        BoundedInbox<String> inbox =
                BoundedInbox.<String>named("t", 10).readBy(tasks::add, read::add);
        inbox.offer("1");
        inbox.close();
        inbox.offer("2");
        runTasks();

        assertThat(read).isEmpty();
    }

    @Test
    void publishersOnManyThreadsNeverWaitForAReaderThatHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        try (ExecutorService reader = Executors.newSingleThreadExecutor();
                ExecutorService publishers = Executors.newFixedThreadPool(4)) {
            BoundedInbox<Integer> inbox =
                    BoundedInbox.<Integer>named("t", 1_000)
                            .readBy(
                                    reader,
                                    _ -> {
                                        await(release);
                                        seen.incrementAndGet();
                                    });
            CountDownLatch published = new CountDownLatch(4);
            for (int thread = 0; thread < 4; thread++) {
                publishers.execute(() -> {
                    IntStream.range(0, 100_000).forEach(inbox::offer);
                    published.countDown();
                });
            }

            assertThat(published.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(inbox.counters().offered()).isEqualTo(400_000);
            assertThat(inbox.counters().depth()).isEqualTo(1_000);
            release.countDown();
            while (inbox.counters().depth() > 0) {
                reader.submit(() -> {}).get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(seen.get()).isBetween(1_000, 1_001);
    }

    @Test
    void refusesACapacityThatIsNotPositive() {
        assertThatThrownBy(() -> BoundedInbox.named("t", 0))
                .hasMessage("capacity must be positive, was 0");
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
