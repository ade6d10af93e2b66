package io.tickmesh.bot.store;

import io.tickmesh.bot.portfolio.Result;
import java.math.BigDecimal;

/// What an account has, over all nodes.
///
/// @param reservedByOthers what buys of bots that other nodes run may still cost
public record Balance(
        String account, BigDecimal cash, Result result, BigDecimal reservedByOthers) {}
