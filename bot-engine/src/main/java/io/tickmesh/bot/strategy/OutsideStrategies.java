package io.tickmesh.bot.strategy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the providers on the class path for their strategies. What is wrong with one of them keeps none of the others out.
final class OutsideStrategies {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideStrategies.class);
    // A class path on which every look fails again must not hold up the start for ever.
    private static final int MAX_PROVIDERS = 1_000;

    private final Consumer<StrategyType> found;
    private final List<String> problems = new ArrayList<>();

    /// @param found given each strategy; throws an IllegalArgumentException if it cannot be taken
    OutsideStrategies(Consumer<StrategyType> found) {
        this.found = found;
    }

    /// Returns what is wrong, a sentence for each problem.
    List<String> load(ServiceLoader<StrategyProvider> loader) {
        Iterator<StrategyProvider> providers = loader.iterator();
        for (int i = 0; i < MAX_PROVIDERS; i++) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ask(providers.next());
            } catch (ServiceConfigurationError e) {
                report("a strategy provider cannot be loaded: " + e.getMessage(), e);
            }
        }
        return List.copyOf(problems);
    }

    private void ask(StrategyProvider provider) {
        String name = provider.getClass().getName();
        List<StrategyType> types;
        try {
            types = List.copyOf(provider.strategies());
        } catch (RuntimeException | LinkageError e) {
            report("%s brings no strategies: %s".formatted(name, e), e);
            return;
        }
        for (StrategyType type : types) {
            try {
                found.accept(type);
            } catch (IllegalArgumentException e) {
                String reason = Objects.requireNonNullElse(e.getMessage(), "no reason given");
                report("%s brings %s in vain: %s".formatted(name, type.name(), reason), e);
            }
        }
    }

    private void report(String problem, Throwable cause) {
        problems.add(problem);
        LOG.atWarn().addKeyValue("problem", problem).setCause(cause).log("strategy left out");
    }
}
