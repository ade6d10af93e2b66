package io.tickmesh.risk;

import io.tickmesh.mesh.event.RiskApproved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The orders that other nodes approved lately: when one of them dies, its last approvals may not have been stored. Not thread-safe.
final class Overheard {
    private static final int MOST = 10_000;

    private final LinkedHashMap<String, RiskApproved> approvals = new LinkedHashMap<>();

    void on(RiskApproved approved) {
        approvals.putLast(approved.orderId(), approved);
        if (approvals.size() > MOST) {
            approvals.pollFirstEntry();
        }
    }

    /// Returns the account's approvals that are younger than `age`, and forgets them.
    List<RiskApproved> take(String account, Instant now, Duration age) {
        List<RiskApproved> taken = new ArrayList<>();
        approvals
                .values()
                .removeIf(approved -> {
                    boolean wanted = approved.account().equals(account);
                    if (wanted && approved.time().plus(age).isAfter(now)) {
                        taken.add(approved);
                    }
                    return wanted;
                });
        return taken;
    }
}
