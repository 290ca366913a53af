package org.livetally.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.board.Board;
import org.livetally.wire.LinesJson.Rules;

/** What browsers keep copies of is what the server holds them to. */
final class MessageLimitsTest {
    private static final Path WEBROOT = Path.of("src/main/resources/webroot");
    private static final Pattern CONSTANT = Pattern.compile("export const (\\w+) = ([\\d_]+(?: \\* [\\d_]+)*);");

    @Test
    void clientLibraryHasTheLimitsOfTheServer() throws IOException {
        Map<String, Long> limits = Map.of(
                "MAX_NAME", (long) MessageLimits.MAX_NAME,
                "MAX_FRAME_BYTES", (long) MessageLimits.MAX_FRAME_BYTES,
                "MAX_FRAME_MESSAGES", (long) MessageLimits.MAX_FRAME_MESSAGES,
                "MAX_LIKES", (long) MessageLimits.MAX_LIKES,
                "MAX_RECENT", (long) Board.MAX_RECENT,
                "TOKEN_ENDED", (long) CloseCode.TOKEN_EXPIRED.code());
        assertEquals(limits, constants("client/limits.js"));
    }

    @Test
    void pagesHaveTheLimitsOfTheServer() throws IOException {
        Map<String, Long> limits = Map.of(
                "MAX_NAME",
                (long) MessageLimits.MAX_NAME,
                "MAX_QTY",
                Rules.OF_PRODUCERS.qty(),
                "MAX_SHOP_QTY",
                Rules.OF_VIEWERS.qty(),
                "MAX_SHOP_VALUE",
                MessageLimits.MAX_SHOP_VALUE);
        assertEquals(limits, constants("shared/limits.js"));
    }

    @Test
    void tokenThatEndedHasOneCloseCode() {
        assertEquals(CloseCode.TOKEN_EXPIRED.code(), CloseCode.TOKEN_REVOKED.code());
        assertEquals(CloseCode.TOKEN_EXPIRED.code(), CloseCode.NOT_PUBLIC.code());
    }

    private static Map<String, Long> constants(String module) throws IOException {
        return CONSTANT.matcher(Files.readString(WEBROOT.resolve(module)))
                .results()
                .collect(Collectors.toMap(constant -> constant.group(1), constant -> product(constant.group(2))));
    }

    private static long product(String factors) {
        return Stream.of(factors.split(" \\* "))
                .mapToLong(factor -> Long.parseLong(factor.replace("_", "")))
                .reduce(1, (a, b) -> a * b);
    }
}
