/// PostgreSQL for services: configuration, the server that comes with Tickmesh, migrations, transactions, availability.
@NullMarked
package io.tickmesh.mesh.storage;

import org.jspecify.annotations.NullMarked;
