package io.tickmesh.mesh.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What an account, or one bot in it, is worth.
///
/// @param bot null for the whole account
/// @param cash null for a bot: money belongs to the account
/// @param marketValue open positions at the bid
/// @param equity account: cash + market value; bot: realised + unrealised profit
/// @param realised profit of closed positions after fees
/// @param unrealised profit of open positions at the bid, entry fees included
/// @param fees all fees paid so far
public record EquitySnapshotTaken(
        Header header,
        String account,
        @Nullable String bot,
        String currency,
        @Nullable BigDecimal cash,
        BigDecimal marketValue,
        BigDecimal equity,
        BigDecimal realised,
        BigDecimal unrealised,
        BigDecimal fees)
        implements Event {}
