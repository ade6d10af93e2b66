package io.tickmesh.gateway.access;

import io.tickmesh.mesh.storage.Database;

/// The tables of the gateway. For one context.
record AccessTables(
        Database database,
        TokenStore tokens,
        SessionStore sessions,
        UseStore uses,
        AuditStore audit) {
    static AccessTables of(Database database, AccessConfig config) {
        return new AccessTables(
                database,
                new TokenStore(database),
                new SessionStore(database, config.sessions().idle(), config.adminToken()),
                new UseStore(database),
                new AuditStore(database));
    }

    boolean areAvailable() {
        return database.isAvailable();
    }
}
