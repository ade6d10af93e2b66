package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.BacktestStatus;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.StartBacktest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueueTest {
    private static final Job.Product NOTHING = new Job.Product(null, null, Payload.NOTHING);

    private final BlockingQueue<Job> over = new LinkedBlockingQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private Duration timeLimit = Duration.ofMinutes(1);
    private Queue queue = queue(job -> NOTHING);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void takesNoMoreThanFit() throws Exception {
        BlockingQueue<Job> begun = new LinkedBlockingQueue<>();
        queue =
                queue(job -> {
                    begun.add(job);
                    return untilStopped(job);
                });
        Job running = offered();
        assertThat(begun.poll(10, TimeUnit.SECONDS)).isSameAs(running);
        Job waiting = offered();
        Job another = offered();

        assertThat(queue.offer(job())).isFalse();

        waiting.cancel(Instant.EPOCH);
        queue.forget(waiting);
        assertThat(queue.offer(job())).isTrue();
        assertThat(another.view(true).status()).isEqualTo(BacktestStatus.QUEUED);
    }

    @Test
    void aCancelledRunEndsSoon() throws Exception {
        BlockingQueue<Job> begun = new LinkedBlockingQueue<>();
        queue =
                queue(job -> {
                    begun.add(job);
                    return untilStopped(job);
                });
        Job job = offered();
        assertThat(begun.poll(10, TimeUnit.SECONDS)).isSameAs(job);

        job.cancel(Instant.EPOCH);

        assertThat(over.poll(10, TimeUnit.SECONDS)).isSameAs(job);
        assertThat(job.view(true).status()).isEqualTo(BacktestStatus.CANCELLED);
    }

    @Test
    void aRunThatTakesTooLongFails() throws Exception {
        timeLimit = Duration.ofSeconds(1);
        queue = queue(this::untilStopped);

        Job job = offered();

        assertThat(over.poll(10, TimeUnit.SECONDS)).isSameAs(job);
        assertThat(job.view(true).status()).isEqualTo(BacktestStatus.FAILED);
        assertThat(job.view(true).error()).isEqualTo("took longer than 1 s");
    }

    @Test
    void aFailureHarmsNothingElse() throws Exception {
        queue =
                queue(job -> {
                    if (job.id().equals("1")) {
                        throw new IllegalStateException("broken");
                    }
                    return NOTHING;
                });
        Job broken = offered();
        Job fine = offered();

        assertThat(over.poll(10, TimeUnit.SECONDS)).isSameAs(broken);
        assertThat(over.poll(10, TimeUnit.SECONDS)).isSameAs(fine);
        assertThat(broken.view(true).error()).contains("broken");
        assertThat(fine.viewToStore().status()).isEqualTo(BacktestStatus.DONE);
        assertThat(fine.view(true).status()).isEqualTo(BacktestStatus.RUNNING);
        fine.stored();
        assertThat(fine.view(true).status()).isEqualTo(BacktestStatus.DONE);
        assertThat(fine.view(true).progress()).isEqualTo(1);
    }

    private Job.Product untilStopped(Job job) {
        Leash leash = new Leash(job, timeLimit);
        while (true) {
            leash.reached(0.5);
        }
    }

    private Queue queue(Queue.Worker worker) {
        BacktestConfig config = new BacktestConfig(Optional.empty(), 1, 2, timeLimit, 1_000, 10);
        return new Queue(config, worker, () -> Instant.EPOCH, over::add);
    }

    private Job offered() {
        Job job = job();
        assertThat(queue.offer(job)).isTrue();
        return job;
    }

    private Job job() {
        BacktestSpec spec =
                new BacktestSpec(
                        List.of("BTCUSDT"),
                        Interval.M1,
                        "ema-cross",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BacktestAccount("main", null, BigDecimal.TEN, null),
                        null);
        return new Job(
                Integer.toString(ids.incrementAndGet()),
                new StartBacktest(spec, null),
                Instant.EPOCH);
    }
}
