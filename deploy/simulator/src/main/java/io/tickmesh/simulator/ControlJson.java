package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.ActiveFault;
import io.tickmesh.simulator.fault.FaultJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/// What the control calls answer.
final class ControlJson {

    private ControlJson() {}

    static JsonObject fault(ActiveFault active) {
        return new JsonObject()
                .put("id", active.id())
                .put("applied", active.applied())
                .mergeIn(FaultJson.write(active.fault()));
    }

    static JsonObject counters(SimulatorCounters c) {
        JsonArray rest = new JsonArray();
        for (SimulatorCounters.RestCalls calls : c.rest()) {
            rest.add(
                    new JsonObject()
                            .put("endpoint", calls.endpoint())
                            .put("status", calls.status())
                            .put("requests", calls.requests())
                            .put("weight", calls.weight()));
        }
        return new JsonObject()
                .put("connectionsOpened", c.connectionsOpened())
                .put("connectionsOpen", c.connectionsOpen())
                .put("connectionsRefused", c.connectionsRefused())
                .put("slowReadersCut", c.slowReadersCut())
                .put("subscriptions", c.subscriptions())
                .put("streams", c.streams())
                .put("messagesSent", c.messagesSent())
                .put("messagesByStream", sorted(c.messagesByStream()))
                .put("weightUsed", c.weightUsed())
                .put("rest", rest)
                .put("faultsApplied", sorted(c.faultsApplied()));
    }

    private static JsonObject sorted(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }
}
