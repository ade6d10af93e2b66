package io.tickmesh.mesh.request;

import java.math.BigDecimal;

/// What an account holds. equity = cash + marketValue, and cash = initialCash + all sells - all buys - all fees.
///
/// @param marketValue open positions at the bid
/// @param realised profit of closed positions after fees
/// @param unrealised profit of open positions, entry fees included
/// @param fees all fees paid so far
public record AccountView(
        String account,
        String currency,
        BigDecimal initialCash,
        BigDecimal cash,
        BigDecimal marketValue,
        BigDecimal equity,
        BigDecimal realised,
        BigDecimal unrealised,
        BigDecimal fees,
        int openPositions) {}
