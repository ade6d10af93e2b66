package io.tickmesh.benchmarks.soak;

import io.tickmesh.benchmarks.ChildProcess;
import io.tickmesh.benchmarks.LocalExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs Tickmesh, as people start it, against a simulated exchange that misbehaves at random. After each round of faults every
/// candle that was published, and every one that is kept, is compared with the exchange's own history.
@Command(
        name = "run soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Ends with 0 when nothing was missing, doubled or different, and memory stayed flat.")
public final class Soak implements Callable<Integer> {
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final double LONGEST_PAUSE_SECONDS = 12;

    @Option(names = "--root", required = true, description = "Directory of the repository.")
    private Path root = Path.of("");

    @Option(names = "--minutes", defaultValue = "60", description = "How long (60).")
    private int minutes = 60;

    @Option(names = "--round", defaultValue = "3", description = "Minutes between comparisons (3).")
    private int round = 3;

    @Option(names = "--seed", defaultValue = "1", description = "Of the faults (1).")
    private long seed = 1;

    private final CandleLedger ledger = new CandleLedger();
    private final MemoryTrend memory = new MemoryTrend();

    private Soak() {}

    /// Runs the command.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path work = Files.createTempDirectory("tickmesh-soak");
        System.out.println("logs in " + work);
        try (ChildProcess exchange = LocalExchange.start(work, "--seed", Long.toString(seed));
                ChildProcess tickmesh =
                        Processes.tickmesh(root.toAbsolutePath().normalize(), work, exchange);
                PublishedCandles _ = PublishedCandles.read(tickmesh.port(), ledger)) {
            Comparison comparison = new Comparison(exchange, tickmesh, ledger);
            RandomFaults faults = new RandomFaults(exchange, new Random(seed));
            comparison.awaitRecovery(RECOVERY);
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
            while (System.nanoTime() - end < 0) {
                misbehave(
                        faults, Math.min(end, System.nanoTime() + TimeUnit.MINUTES.toNanos(round)));
                faults.clear();
                comparison.awaitRecovery(RECOVERY);
                comparison.compareAll();
                report(tickmesh, comparison, faults);
            }
        }
        System.out.println("memory " + memory + (memory.isFlat() ? ", flat" : ", GROWS"));
        System.out.println(
                ledger.wrong() == 0 ? "no differences" : ledger.wrong() + " DIFFERENCES");
        return ledger.wrong() == 0 && memory.isFlat() ? 0 : 1;
    }

    private static void misbehave(RandomFaults faults, long untilNanos)
            throws IOException, InterruptedException {
        while (System.nanoTime() - untilNanos < 0) {
            faults.next();
            TimeUnit.MILLISECONDS.sleep(faults.pauseMillis(LONGEST_PAUSE_SECONDS));
        }
    }

    private void report(ChildProcess tickmesh, Comparison comparison, RandomFaults faults)
            throws IOException, InterruptedException {
        double live = tickmesh.liveMegabytes();
        memory.add(live);
        System.out.printf(
                Locale.ROOT,
                "%s  faults %d  published %d (backfilled %d)  compared %d  wrong %d  live heap %.1f MB  resident %.0f MB  %s%n",
                LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS),
                faults.applied(),
                ledger.published(),
                ledger.backfilled(),
                comparison.compared(),
                ledger.wrong(),
                live,
                tickmesh.residentMegabytes(),
                comparison.feed());
    }
}
