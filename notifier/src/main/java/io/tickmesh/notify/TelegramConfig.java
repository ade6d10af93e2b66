package io.tickmesh.notify;

import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.event.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How to reach one Telegram chat.
///
/// @param url of the Bot API, without the token
/// @param chat a number, or `@name` of a channel
/// @param least the least severity that is sent
/// @param pace least time between two messages; Telegram allows one per second and chat, 20 per minute in groups
/// @param timeout how long one attempt may take
public record TelegramConfig(
        URI url, Secret token, String chat, Severity least, Duration pace, Duration timeout) {

    private static final URI API = URI.create("https://api.telegram.org");
    private static final Pattern TOKEN = Pattern.compile("[0-9]+:[A-Za-z0-9_-]+");
    private static final Pattern CHAT = Pattern.compile("-?[0-9]{1,18}|@[A-Za-z0-9_]+");
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

    public TelegramConfig {
        if (!CHAT.matcher(chat).matches()) {
            throw new IllegalArgumentException(
                    "chat must be a number or a name that begins with @, was " + chat);
        }
        if (pace.isNegative() || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "pace must not be negative and timeout must be positive, was %s and %s"
                            .formatted(pace, timeout));
        }
    }

    /// Reads the section `notifier.telegram`; empty without a token.
    static Optional<TelegramConfig> read(ConfigSection section) {
        URI url = section.uri("url", API, List.of("https", "http"));
        Severity least = section.choice("min-severity", Severity.INFO, Severity.byName());
        Duration pace = section.duration("pace", PACE, PACE);
        Duration timeout = section.duration("timeout", TIMEOUT, SHORTEST_TIMEOUT);
        String chat = chat(section);
        Optional<String> token = token(section);
        if (token.isPresent() && chat.isEmpty()) {
            section.violation("chat-id", "is required to send anything");
        }
        return token.isEmpty() || chat.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TelegramConfig(
                                url, new Secret(token.get()), chat, least, pace, timeout));
    }

    private static String chat(ConfigSection section) {
        String chat = section.text("chat-id", "");
        if (chat.isEmpty() || CHAT.matcher(chat).matches()) {
            return chat;
        }
        section.violation("chat-id", "must be a number or a name that begins with @, was " + chat);
        return "";
    }

    private static Optional<String> token(ConfigSection section) {
        Optional<String> token = section.text("token");
        Optional<String> file = section.text("token-file");
        String key = "token";
        if (token.isPresent() && file.isPresent()) {
            section.violation(key, "and token-file must not both be given");
        } else if (file.isPresent()) {
            key = "token-file";
            token = content(section, file.get());
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            section.violation(key, "must be a bot token as Telegram gives them: number:letters");
            return Optional.empty();
        }
        return token;
    }

    private static Optional<String> content(ConfigSection section, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException _) {
            section.violation("token-file", "must be a file that can be read");
            return Optional.empty();
        }
    }
}
