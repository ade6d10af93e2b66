package io.tickmesh.acceptance.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Takes the database away from a busy node: cuts the way to it, freezes it, kills it.
@Command(
        name = "run outage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Ends with 0 when nothing was sent meanwhile, lost, doubled or wrong.")
public final class Outage implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "30", description = "How long each time (30).")
    private int seconds = 30;

    private Outage() {}

    /// Runs the command.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Outage()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path work = Files.createTempDirectory("tickmesh-outage");
        System.out.println("data and logs in " + work);
        try (OutageRun run = new OutageRun(work)) {
            List<String> findings =
                    run.run(List.of(OutageRun.Way.values()), Duration.ofSeconds(seconds));
            findings.forEach(System.out::println);
            System.out.println(findings.isEmpty() ? "nothing lost, nothing doubled" : "WRONG");
            return findings.isEmpty() ? 0 : 1;
        }
    }
}
