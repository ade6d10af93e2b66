package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /, everybody",
        "GET, /docs, everybody",
        "GET, /docs/page.js, everybody",
        "GET, /openapi.yaml, everybody",
        "GET, /health/ready, everybody",
        "GET, /bots/btc-1, everybody",
        "GET, /apiary.css, everybody",
        "GET, /api, viewer",
        "GET, /api/v1/bots, viewer",
        "GET, /API/V1/bots, viewer",
        "HEAD, /api/v1/bots, viewer",
        "GET, /metrics, viewer",
        "GET, /api/v1/events, viewer",
        "GET, /api/v1/events/ws, viewer",
        "POST, /api/v1/bots, operator",
        "PUT, /api/v1/bots/x, operator",
        "PATCH, /api/v1/bots/x, operator",
        "DELETE, /api/v1/bots/x, operator",
        "TRACE, /api/v1/bots, operator",
        "POST, /api/v2/whatever, operator",
        "GET, /api/v1/tokens, admin",
        "POST, /api/v1/tokens, admin",
        "DELETE, /api/v1/Tokens/x, admin",
        "GET, /api/v1/audit, admin",
        "GET, /api/v1/session, viewer",
        "POST, /api/v1/session, everybody",
        "POST, /api/v1/session/code, everybody",
        "DELETE, /api/v1/session, viewer",
        "POST, /api/v1/sessions, operator"
    })
    void knowsTheLeastRole(String method, String path, String least) {
        assertThat(Permissions.needed(method, path).map(Object::toString).orElse("everybody"))
                .isEqualTo(least);
    }
}
