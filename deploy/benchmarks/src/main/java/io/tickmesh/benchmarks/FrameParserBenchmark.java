package io.tickmesh.benchmarks;

import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.mesh.market.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One message of the exchange, from bytes to numbers.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameParserBenchmark {
    private final FrameParser parser =
            new FrameParser(List.of("ETHUSDT", "BTCUSDT"), List.of(Interval.S1, Interval.M1));
    private final byte[] book =
            bytes(
                    "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":400900217,\"s\":\"BTCUSDT\",\"b\":\"57697.25000000\",\"B\":\"31.21000000\",\"a\":\"57697.26000000\",\"A\":\"40.66000000\"}}");
    private final byte[] trade =
            bytes(
                    "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1672515782136,\"s\":\"BTCUSDT\",\"t\":12345,\"p\":\"57697.25000000\",\"q\":\"0.12000000\",\"T\":1672515782136,\"m\":true,\"M\":true}}");
    private final byte[] candle =
            bytes(
                    "{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":1672515840000,\"s\":\"BTCUSDT\",\"k\":{\"t\":1672515780000,\"T\":1672515839999,\"s\":\"BTCUSDT\",\"i\":\"1m\",\"f\":100,\"L\":200,\"o\":\"57697.25000000\",\"c\":\"57699.00000000\",\"h\":\"57700.50000000\",\"l\":\"57690.00000000\",\"v\":\"12.50000000\",\"n\":100,\"x\":true,\"q\":\"721215.62000000\",\"V\":\"6.25000000\",\"Q\":\"360607.81000000\",\"B\":\"0\"}}}");

    @Benchmark
    public MessageKind bookTicker() {
        return parser.parse(book, book.length);
    }

    @Benchmark
    public MessageKind trade() {
        return parser.parse(trade, trade.length);
    }

    @Benchmark
    public MessageKind closedCandle() {
        return parser.parse(candle, candle.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
