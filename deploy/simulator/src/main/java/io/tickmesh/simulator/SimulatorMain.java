package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.Fault;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs the simulator on its own.
public final class SimulatorMain {

    private static final long STOP_SECONDS = 5;
    private static final int FAILED = 1;
    private static final int BAD_OPTIONS = 2;

    private SimulatorMain() {}

    /// Starts the simulator; exits with 1 and one line if that fails, with 2 if the options make no sense.
    public static void main(String[] args) {
        if (SimulatorOptions.askForHelp(args)) {
            System.out.print(SimulatorOptions.HELP);
            return;
        }
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("simulator: " + e.getMessage() + " (try --help)");
            System.exit(BAD_OPTIONS);
            return;
        }
        Vertx vertx = Vertx.vertx();
        ExchangeSimulator simulator = new ExchangeSimulator(options.config());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx), "stop"));
        try {
            var _ = vertx.deployVerticle(simulator).await();
            for (Fault fault : options.faults()) {
                var _ = simulator.add(fault).await();
            }
        } catch (Exception e) {
            // The cause has one clear line. Leaving from here, not from an event loop, lets the
            // hook close Vert.x.
            System.err.println("simulator: " + e.getMessage());
            System.exit(FAILED);
        }
        System.out.printf(
                "Simulated exchange: REST %s/api/v3/  streams %s/stream%s  (Ctrl-C stops)%n",
                simulator.restUrl(),
                simulator.webSocketUrl(),
                options.config().control()
                        ? "  faults " + simulator.restUrl() + "/control/faults"
                        : "");
    }

    private static void stop(Vertx vertx) {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.err.println("did not stop within " + STOP_SECONDS + " s");
        }
    }
}
