package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The call `exchangeInfo`: what does not change is written once.
final class ExchangeInfo {

    private static final String PERMISSION_RANGE = "^[A-Z0-9_]{1,20}$";
    private static final Pattern PERMISSION = Pattern.compile(PERMISSION_RANGE);
    private static final String SPOT = "SPOT";

    private final byte[] limits;
    private final List<byte[]> symbols;
    private final List<byte[]> symbolsWithoutSets;

    ExchangeInfo(List<Instrument> instruments, RequestLimits limits) {
        this.limits = rateLimits(limits).getBytes(StandardCharsets.US_ASCII);
        this.symbols = instruments.stream().map(i -> symbol(i, "[\"SPOT\"]")).toList();
        this.symbolsWithoutSets = instruments.stream().map(i -> symbol(i, "")).toList();
    }

    private static String rateLimits(RequestLimits limits) {
        return ",\"rateLimits\":["
                + limit("REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute())
                + ","
                + limit("ORDERS", "SECOND", 10, 100)
                + ","
                + limit("ORDERS", "DAY", 1, 200_000)
                + ","
                + limit("RAW_REQUESTS", "MINUTE", 5, limits.requestsPerFiveMinutes())
                + "],\"exchangeFilters\":[],\"symbols\":[";
    }

    private static String limit(String type, String interval, int count, int limit) {
        return "{\"rateLimitType\":\"%s\",\"interval\":\"%s\",\"intervalNum\":%d,\"limit\":%d}"
                .formatted(type, interval, count, limit);
    }

    private static byte[] symbol(Instrument i, String permissionSets) {
        return """
        {"symbol":"%s","status":"TRADING","baseAsset":"%s","baseAssetPrecision":8,\
        "quoteAsset":"%s","quotePrecision":8,"quoteAssetPrecision":8,\
        "baseCommissionPrecision":8,"quoteCommissionPrecision":8,\
        "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT",\
        "TAKE_PROFIT","TAKE_PROFIT_LIMIT"],\
        "icebergAllowed":true,"ocoAllowed":true,"otoAllowed":true,"opoAllowed":true,\
        "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,\
        "amendAllowed":true,"pegInstructionsAllowed":true,"isSpotTradingAllowed":true,\
        "isMarginTradingAllowed":false,"filters":%s,"permissions":[],\
        "permissionSets":[%s],"defaultSelfTradePreventionMode":"EXPIRE_MAKER",\
        "allowedSelfTradePreventionModes":["EXPIRE_TAKER","EXPIRE_MAKER","EXPIRE_BOTH",\
        "DECREMENT","TRANSFER"]}\
        """
                .formatted(i.symbol(), i.base(), i.quote(), SymbolFilters.json(i), permissionSets)
                .getBytes(StandardCharsets.US_ASCII);
    }

    void answer(RestQuery query, Market market, JsonBytes json, long serverTimeMillis)
            throws ApiError {
        boolean named = query.text("symbol").isPresent() || query.text("symbols").isPresent();
        Optional<String> permissions = query.text("permissions");
        boolean status = query.text("symbolStatus").isPresent();
        boolean sets = flag(query, "showPermissionSets");
        if (named && (permissions.isPresent() || status)) {
            throw ApiError.combination();
        }
        Selection selection = Selection.of(query, market);
        boolean spot = permissions.isEmpty() || permitted(permissions.get()).contains(SPOT);
        query.requireAllRead();
        json.raw("{\"timezone\":\"UTC\",\"serverTime\":").number(serverTimeMillis).raw(limits);
        List<SymbolBook> books = spot ? selection.books() : List.of();
        for (int i = 0; i < books.size(); i++) {
            int index = books.get(i).index();
            json.raw(i == 0 ? "" : ",").raw((sets ? symbols : symbolsWithoutSets).get(index));
        }
        json.raw("]}");
    }

    private static List<String> permitted(String text) throws ApiError {
        List<String> permissions = RestQuery.list(text).orElse(List.of(text));
        for (String permission : permissions) {
            if (!PERMISSION.matcher(permission).matches()) {
                throw ApiError.illegal("permissions", PERMISSION_RANGE);
            }
        }
        return permissions;
    }

    private static boolean flag(RestQuery query, String name) throws ApiError {
        return switch (query.text(name).orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiError.invalid(name);
        };
    }
}
