package org.livetally.intake.connectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.UnreadableException;

/** Deliveries that were broken at random: a platform refuses them, or makes something of them, and never fails. */
public final class HookFuzz {
    private static final long SEED = 15;
    private static final int ROUNDS = 4_000;
    private static final List<String> PIECES = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "0",
            "-1",
            "1e400",
            "9".repeat(90),
            "true",
            "\"\\ud800\"",
            "\u2028",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\",
            "%",
            "%ZZ",
            "\u0000",
            "\"101\"",
            "\"2020-01-01 00:00:00\"");

    private HookFuzz() {}

    /** Asserts that {@code verify} fails never, and {@code translate} only as documented. */
    public static void assertNothingElseIsThrown(Platform platform, Shop shop, Hook genuine) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Hook broken = broken(genuine, random);
            try {
                platform.verify(broken, List.of("whsec_test", "two"), 0);
                platform.translate(broken, shop);
            } catch (UnreadableException e) {
                if (e.reason().sentence().length() > 1_000) {
                    throw new AssertionError("a reason that nobody can list", e);
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": " + broken.text(), e);
            }
        }
    }

    /** A delivery of which some bytes, and perhaps headers, are others. */
    public static Hook broken(Hook genuine, Random random) {
        Map<String, String> headers = new HashMap<>(genuine.headers());
        if (random.nextBoolean() && genuine.body()[0] == '{') {
            return new Hook(headers, JsonMutations.of(genuine.text(), random));
        }
        byte[] body = genuine.body().clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && body.length > 0; changes--) {
            int from = random.nextInt(body.length);
            int to = Math.min(body.length, from + random.nextInt(12));
            byte[] piece = random.nextInt(4) == 0
                    ? new byte[] {(byte) random.nextInt(256)}
                    : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            byte[] next = Arrays.copyOf(body, from + piece.length + body.length - to);
            System.arraycopy(piece, 0, next, from, piece.length);
            System.arraycopy(body, to, next, from + piece.length, body.length - to);
            body = next;
        }
        headers.replaceAll((name, value) -> switch (random.nextInt(4)) {
            case 0 -> PIECES.get(random.nextInt(PIECES.size()));
            case 1 -> value.substring(random.nextInt(value.length() + 1));
            default -> value;
        });
        return new Hook(headers, body);
    }
}
