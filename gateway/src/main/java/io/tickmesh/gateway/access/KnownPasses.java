package io.tickmesh.gateway.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens and sessions that were found right, so that they go on working without the database. When there are too many, the one
/// that was not used for longest is forgotten; it is looked up again when it comes back. Belongs to one event loop.
final class KnownPasses {
    private final int most;
    private final Map<SecretHash, Pass> passes = new LinkedHashMap<>(16, 0.75f, true);

    KnownPasses(int most) {
        this.most = most;
    }

    Optional<Pass> find(SecretHash hash, Instant now) {
        Pass pass = passes.get(hash);
        if (pass != null && (pass.isExpired(now) || pass.isIdle(now))) {
            end(hash);
            return Optional.empty();
        }
        return Optional.ofNullable(pass);
    }

    void add(SecretHash hash, Pass pass) {
        passes.put(hash, pass);
        if (passes.size() > most) {
            forgetOne();
        }
    }

    /// Ends what is done with it now, too.
    void end(SecretHash hash) {
        Pass pass = passes.remove(hash);
        if (pass != null) {
            pass.end();
        }
    }

    /// Ends what has expired; what has an open stream is in use.
    void look(Instant now) {
        List<SecretHash> over = new ArrayList<>();
        passes.forEach((hash, pass) -> {
            pass.usedIfOpen(now);
            if (pass.isExpired(now)) {
                over.add(hash);
            }
        });
        over.forEach(this::end);
    }

    /// Returns those whose last use the table should know, the longest unused first.
    List<Pass> worthWriting(Instant olderThan, int most) {
        return passes.values().stream()
                .filter(pass -> pass.isWorthWriting(olderThan))
                .limit(most)
                .toList();
    }

    int size() {
        return passes.size();
    }

    /// One with an open stream stays: the stream must end with it.
    private void forgetOne() {
        for (Iterator<Pass> oldest = passes.values().iterator(); oldest.hasNext(); ) {
            if (!oldest.next().isInUse()) {
                oldest.remove();
                return;
            }
        }
    }
}
