package io.tickmesh.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/// The rules of the house that a compiler cannot know.
@AnalyzeClasses(packages = "io.tickmesh", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String MESH = "io.tickmesh.mesh..";
    private static final String MARKET = "io.tickmesh.market..";
    private static final String BOT = "io.tickmesh.bot..";
    private static final String RISK = "io.tickmesh.risk..";
    private static final String NOTIFY = "io.tickmesh.notify..";
    private static final String GATEWAY = "io.tickmesh.gateway..";
    private static final String SIMULATOR = "io.tickmesh.simulator..";
    private static final String LAUNCHER = "io.tickmesh.launcher..";

    @ArchTest static final ArchRule meshKnowsNoService = knowsOnly(MESH);

    @ArchTest static final ArchRule marketStreamKnowsNoOtherService = knowsOnly(MARKET);

    @ArchTest static final ArchRule botEngineKnowsNoOtherService = knowsOnly(BOT);

    @ArchTest static final ArchRule riskServiceKnowsNoOtherService = knowsOnly(RISK);

    @ArchTest static final ArchRule notifierKnowsNoOtherService = knowsOnly(NOTIFY);

    @ArchTest static final ArchRule gatewayKnowsNoOtherService = knowsOnly(GATEWAY);

    @ArchTest
    static final ArchRule theExchangeSharesWithTheMeshHowRecordingsAreReadAndNothingElse =
            noClasses()
                    .that()
                    .resideInAPackage(SIMULATOR)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(MESH, MARKET, BOT, RISK, NOTIFY, GATEWAY, LAUNCHER)
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            "io.tickmesh.mesh.recording",
                                                            "io.tickmesh.mesh.market"))));

    @ArchTest
    static final ArchRule theDomainKnowsNoVertx =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.tickmesh.mesh.event",
                            "io.tickmesh.mesh.market",
                            "io.tickmesh.mesh.request",
                            "io.tickmesh.mesh.config",
                            "io.tickmesh.mesh.latency",
                            "io.tickmesh.mesh.recording",
                            "io.tickmesh.market.wire",
                            "io.tickmesh.market.book",
                            "io.tickmesh.market.candle",
                            "io.tickmesh.market.feed",
                            "io.tickmesh.market.price",
                            "io.tickmesh.bot.indicator",
                            "io.tickmesh.bot.strategy..",
                            "io.tickmesh.bot.exit",
                            "io.tickmesh.bot.execution",
                            "io.tickmesh.bot.portfolio",
                            "io.tickmesh.simulator.market",
                            "io.tickmesh.simulator.wire")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule onlyWiringAndReadersOfJsonKnowVertxInPackagesThatHaveThem =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.tickmesh.market.provider",
                            "io.tickmesh.simulator.fault",
                            "io.tickmesh.simulator.source")
                    .and()
                    .haveNameNotMatching(
                            ".*\\.(PriceAggregator|PriceSource|Fetch|Fetched|RequestLimit"
                                    + "|FaultJson|FaultFields|CapturedLine)(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheMeshTouchesTheEventBus =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.tickmesh.mesh.bus", "io.tickmesh.mesh.cluster")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vertx.core.eventbus..");

    @ArchTest
    static final ArchRule servicesTakeTheirTimeFromTheMesh =
            noClasses()
                    .that()
                    .resideInAnyPackage(MARKET, BOT, RISK, NOTIFY, GATEWAY)
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes()
                    .should()
                    .haveSimpleNameNotEndingWith("Impl")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Utils")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Util")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Helper")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Manager");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.tickmesh.(**)").should().beFreeOfCycles();

    private static ArchRule knowsOnly(String own) {
        String[] others =
                java.util.stream.Stream.of(MARKET, BOT, RISK, NOTIFY, GATEWAY, SIMULATOR, LAUNCHER)
                        .filter(service -> !service.equals(own))
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAnyPackage(others));
    }
}
