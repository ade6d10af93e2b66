package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.request.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads accounts and bots. An entry of `fleet` makes one bot for each of its symbols.
final class FleetReader {
    private final StrategyCatalog catalog;
    private final List<Account> accounts = new ArrayList<>();
    private final List<BotConfig> bots = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    FleetReader(ConfigSection section, StrategyCatalog catalog) {
        this.catalog = catalog;
        ConfigSection accountSection = section.section("accounts");
        for (String id : section.keys("accounts")) {
            readAccount(id, accountSection.section(id));
        }
        Set<String> accountIds = new LinkedHashSet<>();
        accounts.forEach(account -> accountIds.add(account.id()));
        DefinitionCheck check = new DefinitionCheck(catalog, accountIds);
        for (ConfigSection entry : section.sections("fleet")) {
            readEntry(entry, accountIds, check);
        }
    }

    List<Account> accounts() {
        return accounts;
    }

    /// Returns the bots without those that had a violation.
    List<BotConfig> bots() {
        return bots;
    }

    private void readAccount(String id, ConfigSection section) {
        String currency = section.requiredText("currency");
        Optional<BigDecimal> cash = section.decimal("initial-cash", BigDecimal.ZERO);
        if (cash.isEmpty() && section.text("initial-cash").isEmpty()) {
            section.violation("initial-cash", "is required");
        }
        accounts.add(new Account(id, currency, cash.orElse(BigDecimal.ZERO)));
    }

    private void readEntry(ConfigSection section, Set<String> accountIds, DefinitionCheck check) {
        FleetEntry entry = new FleetEntry(section, accountIds, catalog.names());
        boolean first = true;
        for (BotDefinition definition : entry.definitions()) {
            // What is wrong with one symbol's bot is wrong with all of the entry: it is said once.
            boolean all = first;
            Optional<BotConfig> bot =
                    check.check(
                            definition,
                            error -> {
                                if (all
                                        || error.field().equals("id")
                                        || error.field().equals("symbol")) {
                                    section.violation(entry.keyOf(error.field()), detail(error));
                                }
                            });
            if (!entry.isComplete()) {
                return;
            }
            if (bot.isPresent() && !ids.add(definition.id())) {
                section.violation("id", "must be unique, was " + definition.id() + " again");
            } else {
                bot.ifPresent(bots::add);
            }
            first = false;
        }
    }

    private static String detail(FieldError error) {
        return error.line() == null
                ? error.detail()
                : "at %d:%d: %s".formatted(error.line(), error.column(), error.detail());
    }
}
