package io.tickmesh.mesh.request;

/// A question that one service answers. Immutable; passes by reference inside a JVM.
///
/// @param <R> the answer
public sealed interface Request<R extends Reply>
        permits CheckOrder,
                AwaitStep,
                ListSymbols,
                ListCandles,
                GetFeeds,
                GetPrices,
                GetOrderBook,
                ListStrategies,
                ListBots,
                CreateBot,
                ReplaceBot,
                DeleteBot,
                CommandBots,
                CancelOrder,
                ListOrders,
                GetOrder,
                ListFills,
                ListPositions,
                GetPortfolio,
                ListEquity,
                StartBacktest,
                ListBacktests,
                GetBacktest,
                CancelBacktest,
                ListBacktestTrades,
                GetBacktestEquity,
                GetRisk,
                ListRiskEvents,
                ListRiskDecisions {}
