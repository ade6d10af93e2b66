package io.tickmesh.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Gathers figures and prints them: each at once as a line of JSON, all in a table at the end. Not thread-safe.
final class Report {
    /// Whose figure it is.
    enum Platform {
        TICKMESH,
        PYTHON
    }

    private static final double JIFFIES_PER_SECOND = 100;

    private final PrintStream out;
    private final Map<Figure, Map<Platform, List<Double>>> values = new EnumMap<>(Figure.class);
    private double others;

    Report(PrintStream out) {
        this.out = out;
    }

    /// Looks how busy the machine is while nothing of ours runs; the following figures carry it.
    void lookAround() throws IOException, InterruptedException {
        double before = busySeconds();
        TimeUnit.SECONDS.sleep(1);
        others = busySeconds() - before;
    }

    void add(Platform platform, Figure figure, double value) {
        values.computeIfAbsent(figure, _ -> new EnumMap<>(Platform.class))
                .computeIfAbsent(platform, _ -> new ArrayList<>())
                .add(value);
        out.println(
                "{\"figure\":\"%s\",\"system\":\"%s\",\"value\":%.4f,\"unit\":\"%s\",\"othersCores\":%.2f}"
                        .formatted(
                                figure.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                platform.name().toLowerCase(Locale.ROOT),
                                value,
                                figure.unit(),
                                others));
    }

    /// Prints minimum / median / maximum of each figure, and how many times better Tickmesh's median is.
    void printTable() {
        out.printf(
                "%n%-36s %-5s %-30s %-30s %s%n",
                "figure", "unit", "Tickmesh min / median / max", "Python", "times better");
        values.forEach((figure, bySystem) -> {
            List<Double> ours = bySystem.getOrDefault(Platform.TICKMESH, List.of());
            List<Double> theirs = bySystem.getOrDefault(Platform.PYTHON, List.of());
            out.printf(
                    "%-36s %-5s %-30s %-30s %s%n",
                    figure.text(),
                    figure.unit(),
                    spread(ours),
                    spread(theirs),
                    ratio(figure, ours, theirs));
        });
    }

    private static String ratio(Figure figure, List<Double> ours, List<Double> theirs) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return "-";
        }
        double ratio = sorted(ours)[ours.size() / 2] / sorted(theirs)[theirs.size() / 2];
        return text(figure.moreIsBetter() ? ratio : 1 / ratio);
    }

    private static String spread(List<Double> runs) {
        if (runs.isEmpty()) {
            return "-";
        }
        double[] sorted = sorted(runs);
        return "%s / %s / %s"
                .formatted(
                        text(sorted[0]),
                        text(sorted[sorted.length / 2]),
                        text(sorted[sorted.length - 1]));
    }

    private static double[] sorted(List<Double> runs) {
        double[] sorted = runs.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /// Three digits are what such figures are good for.
    private static String text(double value) {
        return String.format(
                Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.2f" : "%.3f", value);
    }

    private static double busySeconds() throws IOException {
        String[] cpu =
                Files.readAllLines(Path.of("/proc/stat")).getFirst().strip().split("\\s+", -1);
        double busy = 0;
        for (int i = 1; i < cpu.length; i++) {
            // The fourth and fifth are idle and waiting for disks; the last two are counted twice.
            busy += i == 4 || i == 5 || i > 8 ? 0 : Double.parseDouble(cpu[i]);
        }
        return busy / JIFFIES_PER_SECOND;
    }
}
