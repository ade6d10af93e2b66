package io.tickmesh.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Does one thing to a limited number of messages: leaves them out, repeats them, breaks them.
final class Striking implements Stage {

    private static final String CLOSED = "\"x\":true";

    private final Strikes strikes;
    private final Predicate<Message> meant;
    private final BiConsumer<Message, Consumer<Message>> effect;

    private Striking(
            Strikes strikes,
            Predicate<Message> meant,
            BiConsumer<Message, Consumer<Message>> effect) {
        this.strikes = strikes;
        this.meant = meant;
        this.effect = effect;
    }

    static Stage of(Fault.Gap gap) {
        return new Striking(
                new Strikes(gap.messages(), gap.chance()),
                gap.closingCandles() ? Striking::closesCandle : _ -> true,
                (_, _) -> {});
    }

    static Stage of(Fault.Duplicate duplicate) {
        return new Striking(
                new Strikes(duplicate.messages(), duplicate.chance()),
                _ -> true,
                (message, next) -> {
                    next.accept(message);
                    next.accept(message);
                });
    }

    static Stage of(Fault.Malformed malformed) {
        return new Striking(
                new Strikes(malformed.messages(), malformed.chance()),
                _ -> true,
                (message, next) -> next.accept(message.broken(malformed.form())));
    }

    private static boolean closesCandle(Message message) {
        return new String(message.payload(), StandardCharsets.ISO_8859_1).contains(CLOSED);
    }

    @Override
    public void accept(Message message, long nowNanos, Consumer<Message> next) {
        if (meant.test(message) && strikes.strike()) {
            effect.accept(message, next);
        } else {
            next.accept(message);
        }
    }

    @Override
    public boolean done(long nowNanos) {
        return strikes.used();
    }

    @Override
    public long applied() {
        return strikes.applied();
    }
}
