package io.tickmesh.acceptance.failure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Signals to a server with all its children.
public final class Processes {
    private Processes() {}

    /// Sends a signal to the process and everything that it started.
    public static void signal(long pid, String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        ProcessHandle.of(pid)
                .ifPresent(process -> {
                    command.add(Long.toString(pid));
                    process.descendants().forEach(child -> command.add("" + child.pid()));
                });
        var _ = new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /// Sends SIGKILL to the process and everything that it started, and waits until the process is gone.
    public static void kill(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process -> {
                    List<ProcessHandle> all = new ArrayList<>(List.of(process));
                    process.descendants().forEach(all::add);
                    all.forEach(ProcessHandle::destroyForcibly);
                    process.onExit().join();
                });
    }
}
