package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.BacktestEquity;
import io.tickmesh.mesh.request.BacktestTrades;
import io.tickmesh.mesh.request.Backtests;
import io.tickmesh.mesh.request.BotChart;
import io.tickmesh.mesh.request.CancelBacktest;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.GetBacktest;
import io.tickmesh.mesh.request.GetBacktestEquity;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.ListBacktestTrades;
import io.tickmesh.mesh.request.ListBacktests;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.Notifications;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskDecisions;
import io.tickmesh.mesh.request.RiskEvents;
import io.tickmesh.mesh.request.Signals;
import io.tickmesh.mesh.request.StartBacktest;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Answers with the records of the mesh's golden file, which have a value in every field.
final class FakeRecords {
    private static final String TEXT = "\"%s \\\"ü\\\"\"";

    private FakeRecords() {}

    static List<Future<?>> serve(FakeEngine.Server server) {
        return List.of(
                server.serve(ListSignals.class, _ -> golden(Signals.class)),
                server.serve(GetBotChart.class, _ -> golden(BotChart.class)),
                server.serve(ListNotifications.class, _ -> golden(Notifications.class)),
                server.serve(ListRiskEvents.class, _ -> golden(RiskEvents.class)),
                server.serve(ListRiskDecisions.class, _ -> golden(RiskDecisions.class)),
                server.serve(ListBacktests.class, _ -> golden(Backtests.class)),
                server.serve(GetBacktest.class, _ -> golden(Backtests.class)),
                server.serve(StartBacktest.class, _ -> golden(Backtests.class)),
                server.serve(CancelBacktest.class, _ -> golden(Backtests.class)),
                server.serve(ListBacktestTrades.class, _ -> golden(BacktestTrades.class)),
                server.serve(GetBacktestEquity.class, _ -> golden(BacktestEquity.class)),
                server.serve(ResetBreaker.class, _ -> FakeFigures.risk()),
                server.serve(ChangeTradingState.class, _ -> FakeFigures.risk()),
                server.serve(
                        ClosePositions.class,
                        q ->
                                new Orders(
                                        q.bots().contains("bot-01")
                                                ? FakeFigures.orders().items()
                                                : List.of(),
                                        null)));
    }

    private static <R extends Reply> R golden(Class<R> type) {
        try {
            return MeshJson.read(json(type.getSimpleName()).getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the golden JSON of a record, with real values where a text stands for one of a few.
    static String json(String name) {
        try (InputStream in = FakeRecords.class.getResourceAsStream("/golden/wire.txt")) {
            String all =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow()
                    .replace(TEXT.formatted("type"), "\"TradingStateChanged\"")
                    .replace(TEXT.formatted("orderStatus"), "\"FILLED\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
