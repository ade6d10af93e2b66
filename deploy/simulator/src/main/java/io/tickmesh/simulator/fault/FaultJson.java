package io.tickmesh.simulator.fault;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// Faults as JSON. `kind` says which; the other members, with their defaults (those without one must be given):
///
/// | kind | members |
/// | --- | --- |
/// | `cut` | none: at once; or `afterMessages` and `stream` (`*`); or `everyMilliseconds` |
/// | `silence` | `stream` (`*`), `forMilliseconds` (0: until cleared) |
/// | `gap` | `stream` (`*`), `messages` (1), `closingCandles` (false), `probability` (1), `seed` (1) |
/// | `duplicate` | `stream` (`*`), `messages` (1), `probability` (1), `seed` (1) |
/// | `reorder` | `stream` (`*`), `messages` (1), `behind` (1), `probability` (1), `seed` (1) |
/// | `delay` | `stream` (`*`), `milliseconds`, `forMilliseconds` (0: until cleared) |
/// | `malformed` | `stream` (`*`), `messages` (1), `form` (`truncated`, `garbage`, `binary`, `huge`, `wrong-types`), `probability` (1), `seed` (1) |
/// | `ban` | `endpoint` (`*`), `status` (418 or 429), `forMilliseconds` |
/// | `rest-error` | `endpoint` (`*`), `status` (503), `requests` (1) |
/// | `rest-delay` | `endpoint` (`*`), `milliseconds`, `requests` (1) |
/// | `rest-dribble` | `endpoint` (`*`), `bytesPerSecond` (10), `requests` (1) |
/// | `rest-hang` | `endpoint` (`*`), `requests` (1) |
/// | `clock-skew` | `milliseconds`, below 0: behind |
/// | `refuse` | `forMilliseconds` |
/// | `shutdown` | `cutAfterMilliseconds` (10000) |
///
/// `stream` and `endpoint` are names with `*` for anything: `btcusdt@bookTicker`, `*@kline_*`, `klines`.
public final class FaultJson {

    private static final String KINDS =
            "cut, silence, gap, duplicate, reorder, delay, malformed, ban, rest-error, rest-delay,"
                    + " rest-dribble, rest-hang, clock-skew, refuse, shutdown";

    private FaultJson() {}

    /// Returns the fault that the JSON describes.
    ///
    /// @throws IllegalArgumentException naming the member that makes no sense
    public static Fault read(JsonObject json) {
        FaultFields fields = new FaultFields(json);
        Fault fault = fault(fields.text("kind"), fields);
        fields.requireAllRead();
        return fault;
    }

    private static Fault fault(String kind, FaultFields f) {
        return switch (kind) {
            case "cut" -> cut(f);
            case "silence" ->
                    new Fault.Silence(f.glob("stream"), f.milliseconds("forMilliseconds", 0));
            case "gap" ->
                    new Fault.Gap(
                            f.glob("stream"),
                            f.number("messages", 1),
                            f.flag("closingCandles"),
                            f.chance());
            case "duplicate" ->
                    new Fault.Duplicate(f.glob("stream"), f.number("messages", 1), f.chance());
            case "reorder" ->
                    new Fault.Reorder(
                            f.glob("stream"),
                            f.number("messages", 1),
                            f.smallNumber("behind", 1),
                            f.chance());
            case "delay" ->
                    new Fault.Delay(
                            f.glob("stream"),
                            f.milliseconds("milliseconds"),
                            f.milliseconds("forMilliseconds", 0));
            case "malformed" ->
                    new Fault.Malformed(
                            f.glob("stream"),
                            f.number("messages", 1),
                            damage(f.text("form")),
                            f.chance());
            case "ban", "rest-error", "rest-delay", "rest-dribble", "rest-hang" -> rest(kind, f);
            case "clock-skew" -> new Fault.ClockSkew(f.milliseconds("milliseconds"));
            case "refuse" -> new Fault.Refuse(f.milliseconds("forMilliseconds"));
            case "shutdown" -> new Fault.Shutdown(f.milliseconds("cutAfterMilliseconds", 10_000));
            default ->
                    throw new IllegalArgumentException(
                            "kind is unknown, was %s; known are %s".formatted(kind, KINDS));
        };
    }

    private static Fault cut(FaultFields f) {
        if (f.has("everyMilliseconds")) {
            return new Fault.CutEvery(f.milliseconds("everyMilliseconds"));
        }
        return f.has("afterMessages")
                ? new Fault.CutAfter(f.glob("stream"), f.number("afterMessages"))
                : new Fault.Cut();
    }

    private static Fault rest(String kind, FaultFields f) {
        Glob endpoint = f.glob("endpoint");
        return switch (kind) {
            case "ban" ->
                    new Fault.Ban(
                            endpoint,
                            f.smallNumber("status", 418),
                            f.milliseconds("forMilliseconds"));
            case "rest-error" ->
                    new Fault.RestError(
                            endpoint, f.smallNumber("status", 503), f.number("requests", 1));
            case "rest-delay" ->
                    new Fault.RestDelay(
                            endpoint, f.milliseconds("milliseconds"), f.number("requests", 1));
            case "rest-dribble" ->
                    new Fault.RestDribble(
                            endpoint, f.smallNumber("bytesPerSecond", 10), f.number("requests", 1));
            default -> new Fault.RestHang(endpoint, f.number("requests", 1));
        };
    }

    private static Damage damage(String form) {
        return Arrays.stream(Damage.values())
                .filter(damage -> damage != Damage.NONE && name(damage).equals(form))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "form must be one of truncated, garbage, binary, huge, wrong-types,"
                                        + " was "
                                        + form));
    }

    private static String name(Damage damage) {
        return damage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the name of the fault's kind.
    public static String kind(Fault fault) {
        return switch (fault) {
            case Fault.Cut _, Fault.CutAfter _, Fault.CutEvery _ -> "cut";
            case Fault.Silence _ -> "silence";
            case Fault.Gap _ -> "gap";
            case Fault.Duplicate _ -> "duplicate";
            case Fault.Reorder _ -> "reorder";
            case Fault.Delay _ -> "delay";
            case Fault.Malformed _ -> "malformed";
            case Fault.Ban _ -> "ban";
            case Fault.RestError _ -> "rest-error";
            case Fault.RestDelay _ -> "rest-delay";
            case Fault.RestDribble _ -> "rest-dribble";
            case Fault.RestHang _ -> "rest-hang";
            case Fault.ClockSkew _ -> "clock-skew";
            case Fault.Refuse _ -> "refuse";
            case Fault.Shutdown _ -> "shutdown";
        };
    }

    /// Returns the JSON that describes the fault, every member given.
    public static JsonObject write(Fault fault) {
        JsonObject json = new JsonObject().put("kind", kind(fault));
        return switch (fault) {
            case Fault.OfStream f -> writeStream(f, json.put("stream", f.stream().text()));
            case Fault.OfRest f -> writeRest(f, json.put("endpoint", f.endpoint().text()));
            case Fault.Cut _ -> json;
            case Fault.CutEvery f -> millis(json, "everyMilliseconds", f.period());
            case Fault.Refuse f -> millis(json, "forMilliseconds", f.lasting());
            case Fault.ClockSkew f -> millis(json, "milliseconds", f.by());
            case Fault.Shutdown f -> millis(json, "cutAfterMilliseconds", f.cutAfter());
        };
    }

    private static JsonObject writeStream(Fault.OfStream fault, JsonObject json) {
        return switch (fault) {
            case Fault.CutAfter f -> json.put("afterMessages", f.messages());
            case Fault.Silence f -> millis(json, "forMilliseconds", f.lasting());
            case Fault.Gap f ->
                    chance(
                            json.put("messages", f.messages())
                                    .put("closingCandles", f.closingCandles()),
                            f.chance());
            case Fault.Duplicate f -> chance(json.put("messages", f.messages()), f.chance());
            case Fault.Reorder f ->
                    chance(
                            json.put("messages", f.messages()).put("behind", f.behind()),
                            f.chance());
            case Fault.Delay f ->
                    millis(millis(json, "milliseconds", f.by()), "forMilliseconds", f.lasting());
            case Fault.Malformed f ->
                    chance(
                            json.put("messages", f.messages()).put("form", name(f.form())),
                            f.chance());
        };
    }

    private static JsonObject writeRest(Fault.OfRest fault, JsonObject json) {
        return switch (fault) {
            case Fault.Ban f ->
                    millis(json.put("status", f.status()), "forMilliseconds", f.lasting());
            case Fault.RestError f -> json.put("status", f.status()).put("requests", f.requests());
            case Fault.RestDelay f ->
                    millis(json, "milliseconds", f.by()).put("requests", f.requests());
            case Fault.RestDribble f ->
                    json.put("bytesPerSecond", f.bytesPerSecond()).put("requests", f.requests());
            case Fault.RestHang f -> json.put("requests", f.requests());
        };
    }

    private static JsonObject millis(JsonObject json, String name, Duration value) {
        return json.put(name, value.toMillis());
    }

    private static JsonObject chance(JsonObject json, Chance chance) {
        return json.put("probability", chance.probability()).put("seed", chance.seed());
    }
}
