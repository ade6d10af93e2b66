package io.tickmesh.gateway;

import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.CancelBacktest;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.GetBacktest;
import io.tickmesh.mesh.request.GetBacktestEquity;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListBacktestTrades;
import io.tickmesh.mesh.request.ListBacktests;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.ListStrategies;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RecallRiskEvents;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.StartBacktest;
import java.time.Duration;

/// Says who did not answer in time, and what that means for what was asked.
final class Unanswered {
    private Unanswered() {}

    /// Returns the failure of a question, in words for those who asked it over HTTP.
    static Throwable question(Request<?> request, Duration timeout, Throwable failure) {
        return told(request, timeout, failure, "Nothing has changed.");
    }

    /// Returns the failure of a command, in words for those who gave it over HTTP.
    static Throwable command(Request<?> request, Duration timeout, Throwable failure) {
        return told(
                request,
                timeout,
                failure,
                request instanceof StartBacktest
                        ? "It is unknown whether it was done: look before sending it again."
                        : "It is unknown whether it was done; it can be sent again without harm.");
    }

    private static Throwable told(
            Request<?> request, Duration timeout, Throwable failure, String consequence) {
        return failure instanceof RequestFailedException e && e.failure() == Failure.TIMEOUT
                ? new RequestFailedException(
                        Failure.TIMEOUT,
                        "%s did not answer %s within %d ms. %s"
                                .formatted(
                                        service(request),
                                        request.getClass().getSimpleName(),
                                        timeout.toMillis(),
                                        consequence))
                : failure;
    }

    private static ServiceName service(Request<?> request) {
        return switch (request) {
            case AwaitStep _,
                    ListSymbols _,
                    ListCandles _,
                    GetFeeds _,
                    GetPrices _,
                    GetOrderBook _,
                    RecallMarketEvents _ ->
                    ServiceName.MARKET_STREAM;
            case ListStrategies _,
                    ListBots _,
                    CreateBot _,
                    ReplaceBot _,
                    DeleteBot _,
                    CommandBots _,
                    CancelOrder _,
                    ClosePositions _,
                    ListSignals _,
                    GetBotChart _,
                    ListOrders _,
                    GetOrder _,
                    ListFills _,
                    ListPositions _,
                    GetPortfolio _,
                    ListEquity _,
                    RecallTradingEvents _ ->
                    ServiceName.BOT_ENGINE;
            case StartBacktest _,
                    ListBacktests _,
                    GetBacktest _,
                    CancelBacktest _,
                    ListBacktestTrades _,
                    GetBacktestEquity _ ->
                    ServiceName.BACKTESTS;
            case CheckOrder _,
                    GetRisk _,
                    ListRiskEvents _,
                    ListRiskDecisions _,
                    ChangeTradingState _,
                    ResetBreaker _,
                    RecallRiskEvents _ ->
                    ServiceName.RISK_SERVICE;
            case ListNotifications _ -> ServiceName.NOTIFIER;
        };
    }
}
