package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.contract.Contract;
import io.tickmesh.gateway.contract.Operation;
import io.tickmesh.mesh.storage.TestDatabases;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation of the contract, asked for by those who may not.
class EscalationTest {
    private static final List<String> ROLES = List.of("viewer", "operator", "admin");

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private static List<String> tokens;

    @BeforeAll
    static void start() {
        gateway = TestGateway.startOn(TestDatabases.fresh());
        tokens = ROLES.stream().map(role -> gateway.token(role)).toList();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Collection<Operation> operations() {
        return Contract.get().operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void letsNobodyDoMoreThanTheContractSays(Operation operation) {
        String path = operation.path().replaceAll("\\{\\w+}", "x");
        assertThat(Permissions.needed(operation.method(), path).map(Object::toString).orElse(null))
                .isEqualTo(operation.role());
        if (operation.role() == null) {
            return;
        }
        assertThat(gateway.send(operation.method(), path, "authorization", "").statusCode())
                .isEqualTo(401);
        for (int i = 0; i < ROLES.indexOf(operation.role()); i++) {
            assertThat(gateway.status(operation.method(), path, tokens.get(i)))
                    .as(ROLES.get(i))
                    .isEqualTo(403);
        }
    }
}
