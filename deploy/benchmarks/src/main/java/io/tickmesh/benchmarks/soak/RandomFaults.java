package io.tickmesh.benchmarks.soak;

import io.tickmesh.benchmarks.ChildProcess;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Switches on one random fault of the simulated exchange after the other; the same seed, the same faults.
final class RandomFaults {
    /// Every kind that the exchange knows. `{a-b}` stands for a random number, `{stream}` for some streams, `{endpoint}` for some
    /// requests.
    private static final List<String> KINDS =
            List.of(
                    "{'kind':'cut'}",
                    "{'kind':'cut','stream':'{stream}','afterMessages':{1-500}}",
                    "{'kind':'silence','forMilliseconds':{500-15000}}",
                    "{'kind':'silence','stream':'{stream}','forMilliseconds':{500-25000}}",
                    "{'kind':'gap','stream':'{stream}','messages':{1-200}}",
                    "{'kind':'gap','stream':'*@kline_*','messages':{1-40},'closingCandles':true}",
                    "{'kind':'gap','messages':{100-2000},'probability':0.1,'seed':{1-1000000}}",
                    "{'kind':'duplicate','stream':'{stream}','messages':{1-2000}}",
                    "{'kind':'reorder','stream':'{stream}','messages':{1-500},'behind':{1-20}}",
                    "{'kind':'delay','stream':'{stream}','milliseconds':{50-4000},'forMilliseconds':{1000-10000}}",
                    "{'kind':'malformed','stream':'{stream}','messages':{1-50},'form':'truncated'}",
                    "{'kind':'malformed','stream':'{stream}','messages':{1-50},'form':'garbage'}",
                    "{'kind':'malformed','stream':'{stream}','messages':{1-50},'form':'wrong-types'}",
                    "{'kind':'malformed','stream':'{stream}','messages':{1-5},'form':'binary'}",
                    "{'kind':'malformed','stream':'{stream}','messages':1,'form':'huge'}",
                    "{'kind':'ban','status':429,'forMilliseconds':{1000-10000}}",
                    "{'kind':'ban','status':418,'forMilliseconds':{1000-15000}}",
                    "{'kind':'rest-error','endpoint':'{endpoint}','status':{500-504},'requests':{1-10}}",
                    "{'kind':'rest-delay','endpoint':'{endpoint}','milliseconds':{100-12000},'requests':{1-5}}",
                    "{'kind':'rest-dribble','endpoint':'{endpoint}','bytesPerSecond':{1-1000},'requests':{1-3}}",
                    "{'kind':'rest-hang','endpoint':'{endpoint}','requests':{1-3}}",
                    "{'kind':'clock-skew','milliseconds':{0-2000}}",
                    "{'kind':'clock-skew','milliseconds':-{0-2000}}",
                    "{'kind':'refuse','forMilliseconds':{500-10000}}",
                    "{'kind':'shutdown','cutAfterMilliseconds':{0-10000}}");

    private static final List<String> STREAMS =
            List.of(
                    "*",
                    "*@trade",
                    "*@bookTicker",
                    "*@kline_1s",
                    "*@kline_*",
                    "btcusdt@*",
                    "*@depth*");
    private static final List<String> ENDPOINTS =
            List.of("*", "klines", "time", "exchangeInfo", "depth");
    private static final Pattern RANGE = Pattern.compile("\\{(\\d+)-(\\d+)}");

    private final ChildProcess exchange;
    private final Random random;
    private long applied;

    RandomFaults(ChildProcess exchange, Random random) {
        this.exchange = exchange;
        this.random = random;
    }

    /// Returns how many faults were switched on.
    long applied() {
        return applied;
    }

    /// Switches one more fault on.
    void next() throws IOException, InterruptedException {
        String fault = pick(KINDS).replace('\'', '"');
        fault = replace(fault, Pattern.compile("\\{stream}"), _ -> pick(STREAMS));
        fault = replace(fault, Pattern.compile("\\{endpoint}"), _ -> pick(ENDPOINTS));
        fault = replace(fault, RANGE, this::inRange);
        exchange.order("POST", "/control/faults", fault);
        applied++;
    }

    /// Ends all faults.
    void clear() throws IOException, InterruptedException {
        exchange.order("DELETE", "/control/faults", "");
    }

    /// Returns how long to wait for the next.
    long pauseMillis(double longestSeconds) {
        return (long) (random.nextDouble() * longestSeconds * 1_000);
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String inRange(Matcher range) {
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        return Integer.toString(from + random.nextInt(to - from + 1));
    }

    private static String replace(String text, Pattern pattern, Function<Matcher, String> value) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value.apply(matcher)));
        }
        return matcher.appendTail(replaced).toString();
    }
}
