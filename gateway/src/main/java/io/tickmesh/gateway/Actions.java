package io.tickmesh.gateway;

import io.tickmesh.gateway.contract.Contract;
import java.util.List;

/// What requests do, in the words of the contract. Immutable.
final class Actions {
    private final List<Action> actions;

    Actions(Contract contract) {
        actions =
                contract.operations().stream()
                        .map(operation ->
                                new Action(
                                        operation.method(),
                                        List.of(operation.path().split("/", -1)),
                                        operation.summary()))
                        .toList();
    }

    /// Returns what a request does; its method and path if nobody has described it.
    String of(String method, String path) {
        String[] segments = path.split("/", -1);
        return actions.stream()
                .filter(action -> action.method.equals(method) && action.matches(segments))
                // Of `/bots/{id}` and `/bots/stop` the one that says more.
                .min((one, other) -> Integer.compare(one.variables(), other.variables()))
                .map(Action::summary)
                .orElse(method + " " + path);
    }

    private record Action(String method, List<String> segments, String summary) {
        boolean matches(String[] path) {
            if (path.length != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.length; i++) {
                if (!isVariable(segments.get(i)) && !segments.get(i).equals(path[i])) {
                    return false;
                }
            }
            return true;
        }

        int variables() {
            return (int) segments.stream().filter(Action::isVariable).count();
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{");
        }
    }
}
