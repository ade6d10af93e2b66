package io.tickmesh.acceptance.system;

import java.util.Map;

/// The token of an admin that nodes under test are told when they start, and that everything that asks them shows.
public final class AdminToken {
    /// Name of the environment variable by which a node is told.
    public static final String VARIABLE = "TICKMESH_GATEWAY_ADMIN_TOKEN";

    /// The token; that of the environment, for a node that was started by others.
    public static final String VALUE =
            System.getenv().getOrDefault(VARIABLE, "nodes-under-test-alone-know-this-token");

    /// Value of the header `Authorization`.
    public static final String BEARER = "Bearer " + VALUE;

    /// Line of a request on a plain socket.
    public static final String LINE = "Authorization: " + BEARER + "\r\n";

    private static final String PACE = "TICKMESH_GATEWAY_LIMITS_REQUESTS_PER_SECOND";
    // Programs ask much faster than people.
    private static final String FAST = "1000000";

    private AdminToken() {}

    /// Tells a node that is about to start, by its environment, the token and that whoever has it may ask as fast as he can.
    public static void tell(Map<String, String> environment) {
        environment.putAll(Map.of(VARIABLE, VALUE, PACE, FAST));
    }
}
