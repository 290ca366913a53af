package org.livetally.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames that a broken or hostile producer might send: good ones, mutated by token and by byte, and mere noise. Seeded. */
final class HostileFrames {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[{}\\[\\],:]|[^\\s{}\\[\\],:\"]+");
    private static final List<String> NASTY = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "0",
            "-0",
            "-1",
            "1.0",
            "1e3",
            "1e999999999",
            "01",
            "+1",
            "NaN",
            "Infinity",
            "0x10",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "1000001",
            "1000000000001",
            "\"\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "\"\t\"",
            "\"那曲\"",
            "\"\ud83d\ude00\"",
            "\"paid\"",
            "\"order\"",
            "\"refund\"",
            "\"at\":null,",
            "\"buyer\":null,",
            "\"buyer\":{\"id\":\"b\"},",
            "\"lines\":[],",
            "\"id\":1,",
            "\"\\u0069d\":\"o\",",
            "\"amount\":7,",
            "\"status\":\"placed\",",
            "\"__proto__\":{},",
            "/**/",
            "//",
            "'id'");
    private static final byte[][] BYTES = {
        {(byte) 0xc3},
        {(byte) 0xe8, (byte) 0x99},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xff},
        {0},
        {0x1f},
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
    };
    private static final List<String> CHARSETS = List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE");

    private final SplittableRandom random;
    private final String stream;
    private long ids;

    HostileFrames(long seed, String stream) {
        this.random = new SplittableRandom(seed);
        this.stream = stream;
    }

    /** The next frame. */
    byte[] next() {
        int kind = random.nextInt(100);
        if (kind < 5) {
            return noise();
        }
        String good = frame();
        if (kind < 15) {
            return utf8(good);
        }
        if (kind < 17) {
            return good.getBytes(java.nio.charset.Charset.forName(CHARSETS.get(random.nextInt(CHARSETS.size()))));
        }
        byte[] frame = utf8(kind < 70 ? mutateTokens(good) : good);
        return kind < 60 ? frame : mutateBytes(frame);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private String frame() {
        if (random.nextInt(3) > 0) {
            return message();
        }
        List<String> messages = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            messages.add(message());
        }
        return "[" + String.join(",", messages) + "]";
    }

    private String message() {
        String head = "\"id\":\"o-" + ids++ + "\",\"stream\":\"" + stream + "\"";
        String about = ",\"order\":\"o-" + random.nextLong(ids) + "\"";
        return switch (random.nextInt(8)) {
            case 0 -> "{\"type\":\"payment\"," + head + about + "}";
            case 1 -> "{\"type\":\"cancellation\"," + head + about + "}";
            case 2 -> "{\"type\":\"refund\"," + head + about + ",\"amount\":" + (1 + random.nextInt(100)) + "}";
            default -> order(head);
        };
    }

    private String order(String head) {
        String line =
                "{\"sku\":\"tea\",\"qty\":" + (1 + random.nextInt(9)) + ",\"amount\":" + random.nextInt(100_000) + "}";
        return "{\"type\":\"order\"," + head + ",\"channel\":\"wsnb\",\"buyer\":{\"id\":\"u-" + random.nextInt(99)
                + "\",\"group\":\"仁爱社区\",\"city\":null},\"lines\":[" + line + (random.nextBoolean() ? "," + line : "")
                + "],\"status\":\"" + (random.nextBoolean() ? "paid" : "placed") + "\",\"at\":1592208000123}";
    }

    private String mutateTokens(String good) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(good);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        for (int i = random.nextInt(3); i >= 0 && !tokens.isEmpty(); i--) {
            mutate(tokens, random.nextInt(tokens.size()));
        }
        return String.join(random.nextInt(4) == 0 ? " " : "", tokens);
    }

    private void mutate(List<String> tokens, int at) {
        switch (random.nextInt(7)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
            case 3 -> tokens.add(at, nasty());
            case 4 -> tokens.addAll(at, List.of("\"x\"", ":", deep(), ","));
            default -> tokens.set(at, nasty());
        }
    }

    private String nasty() {
        return switch (random.nextInt(40)) {
            case 0 -> "9".repeat(random.nextInt(2_000));
            case 1 -> '"' + "那".repeat(random.nextInt(300)) + '"';
            case 2 -> deep();
            default -> NASTY.get(random.nextInt(NASTY.size()));
        };
    }

    private String deep() {
        int depth = random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(20);
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private byte[] mutateBytes(byte[] good) {
        byte[] bytes = good;
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> splice(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))}, at + 1);
                case 1 -> splice(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(8)));
                case 2 -> splice(bytes, at, BYTES[random.nextInt(BYTES.length)], at);
                case 3 -> splice(bytes, at, new byte[0], bytes.length);
                default -> splice(bytes, at, bytes, at);
            };
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, byte[] put, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + put.length);
        out.write(bytes, 0, from);
        out.writeBytes(put);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
