package io.tickmesh.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Brings a bar of a stream and a bar of REST into the same text, digit for digit.
final class Bars {

    private Bars() {}

    static String ofStream(JsonObject k) {
        return new JsonArray()
                .add(k.getLong("t"))
                .add(k.getString("o"))
                .add(k.getString("h"))
                .add(k.getString("l"))
                .add(k.getString("c"))
                .add(k.getString("v"))
                .add(k.getLong("T"))
                .add(k.getString("q"))
                .add(k.getLong("n"))
                .add(k.getString("V"))
                .add(k.getString("Q"))
                .add(k.getString("B"))
                .encode();
    }

    static String ofRest(JsonArray bar) {
        return bar.encode();
    }
}
