package io.tickmesh.mesh.request;

import java.util.List;

/// Accounts and open breakers.
///
/// @param approved orders approved so far
/// @param refused orders refused so far
public record RiskState(
        List<AccountRiskView> accounts, List<BreakerView> breakers, long approved, long refused)
        implements Reply {
    public RiskState {
        accounts = List.copyOf(accounts);
        breakers = List.copyOf(breakers);
    }
}
