package io.tickmesh.mesh.request;

/// An answer. Immutable; passes by reference inside a JVM.
public sealed interface Reply
        permits RiskAnswer,
                StepDone,
                Symbols,
                Candles,
                Feeds,
                ProviderPrices,
                OrderBookView,
                Strategies,
                Bots,
                Orders,
                Fills,
                Positions,
                Portfolio,
                EquityHistory,
                Backtests,
                BacktestTrades,
                BacktestEquity,
                RiskState,
                RiskEvents,
                RiskDecisions,
                Signals,
                BotChart,
                Notifications,
                RecalledEvents {}
