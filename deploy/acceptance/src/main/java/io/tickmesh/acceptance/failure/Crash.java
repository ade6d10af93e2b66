package io.tickmesh.acceptance.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Kills a node, its database, or both at random, many times.
@Command(
        name = "run crash",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Ends with 0 when nothing was lost, doubled or wrong.")
public final class Crash implements Callable<Integer> {
    @Option(names = "--kills", defaultValue = "50", description = "How often (50).")
    private int kills = 50;

    @Option(names = "--seed", defaultValue = "1", description = "Of the kills (1).")
    private long seed = 1;

    private Crash() {}

    /// Runs the command.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Crash()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path work = Files.createTempDirectory("tickmesh-crash");
        System.out.printf("seed %d, data and logs in %s%n", seed, work);
        try (CrashRun run = new CrashRun(work, seed)) {
            List<String> findings = run.run(kills);
            findings.forEach(System.out::println);
            System.out.println(findings.isEmpty() ? "nothing lost, nothing doubled" : "WRONG");
            return findings.isEmpty() ? 0 : 1;
        }
    }
}
