package org.livetally.intake.producers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;
import org.livetally.intake.producers.Piece.Verdict;

/**
 * A grammar of frames that producers might send: one or more messages, good or broken, and a few with damaged bytes.
 * Each frame knows its expected outcome.
 */
final class HostileFrames {
    /** The server's clock; the time in a message may be up to a minute ahead of it. */
    static final long NOW = 1_600_000_000_000L;

    private static final List<String> CHARSETS = List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE");
    private static final List<byte[]> NO_UTF8 = List.of(
            new byte[] {(byte) 0xc3},
            new byte[] {(byte) 0xe8, (byte) 0x99},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {0},
            new byte[] {0x1f},
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});

    /** A hint for the sizes of collections, none of which is random here. */
    private static final int GEN_SIZE = 1_000;

    private HostileFrames() {}

    /**
     * A frame.
     *
     * @param verdict {@code GOOD} for JSON whose messages have verdicts of their own
     * @param messages empty unless the verdict is {@code GOOD}
     */
    record Frame(byte[] bytes, Verdict verdict, List<Verdict> messages) {
        static Frame of(String text, List<Piece> messages) {
            Verdict worst = Piece.worst(messages);
            Verdict whole = worst == Verdict.BAD ? Verdict.GOOD : worst;
            List<Verdict> each = messages.stream().map(Piece::verdict).toList();
            return new Frame(utf8(text), whole, whole == Verdict.GOOD ? each : List.of());
        }

        static Frame of(byte[] bytes, Verdict verdict) {
            return new Frame(bytes, verdict, List.of());
        }

        @Override
        public String toString() {
            return verdict + " " + messages + ": " + new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Generates frames, the same for a seed, and calls back with each.
     *
     * @param stream the stream of their messages
     */
    static void each(long seed, int count, String stream, Consumer<Shrinkable<Frame>> action) {
        JqwikSession.run(() -> {
            RandomGenerator<Frame> generator = about(stream).generator(GEN_SIZE);
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                action.accept(generator.next(random));
            }
        });
    }

    private static Arbitrary<Frame> about(String stream) {
        Arbitrary<Piece> message = HostileMessages.about(stream);
        Arbitrary<Frame> one = message.map(piece -> Frame.of(piece.json(), List.of(piece)));
        Arbitrary<Frame> several = Combinators.combine(message.list().ofMaxSize(4), Arbitraries.of(",", " ,\r\n\t"))
                .as(HostileFrames::array);
        Arbitrary<Frame> many = Combinators.combine(message, Arbitraries.of(999, 1_000, 1_001))
                .as((piece, count) -> many(piece, count));
        Arbitrary<Frame> good = Arbitraries.frequencyOf(Tuple.of(60, one), Tuple.of(40, several));
        return Arbitraries.frequencyOf(
                Tuple.of(1_700, good),
                Tuple.of(2, many),
                Tuple.of(
                        140,
                        Combinators.combine(message, Arbitraries.integers().between(0, 13))
                                .as(HostileFrames::misshapen)),
                Tuple.of(20, Combinators.combine(good, Arbitraries.of(CHARSETS)).as(HostileFrames::encoded)),
                Tuple.of(120, damaged(good)),
                Tuple.of(
                        20,
                        Arbitraries.bytes()
                                .array(byte[].class)
                                .ofMaxSize(200)
                                .map(noise -> Frame.of(noise, Verdict.ANY))));
    }

    private static Frame array(List<Piece> messages, String comma) {
        return Frame.of(Piece.joined("[", messages, comma, "]").json(), messages);
    }

    private static Frame many(Piece message, int count) {
        if (utf8(message.json()).length > 250) {
            return Frame.of(message.json(), List.of(message)); // so many copies would be too many bytes
        }
        List<Piece> messages = Collections.nCopies(count, message);
        Frame frame = array(messages, ",");
        return count <= 1_000 ? frame : Frame.of(frame.bytes, Verdict.BROKEN);
    }

    /** Broken around a message, whatever the message is. */
    private static Frame misshapen(Piece message, int how) {
        String json = message.json();
        String text = switch (how) {
            case 0 -> json.substring(0, json.length() - 1);
            case 1 -> json.substring(0, json.length() / 2);
            case 2 -> json + json;
            case 3 -> json + "," + json;
            case 4 -> "[" + json + ",]";
            case 5 -> "[," + json + "]";
            case 6 -> "[" + json + "]]";
            case 7 -> "[[" + json + "]]";
            case 8 -> "[" + json + ",null]";
            case 9 -> "{" + json + "}";
            case 10 -> "// order\n" + json;
            case 11 -> json.substring(0, json.length() - 1) + ",}";
            case 12 -> "\"" + json.replace("\\", "").replace("\"", "\\\"") + "\"";
            default -> "";
        };
        return Frame.of(utf8(text), Verdict.BROKEN);
    }

    private static Frame encoded(Frame frame, String charset) {
        String text = new String(frame.bytes, StandardCharsets.UTF_8);
        return Frame.of(text.getBytes(Charset.forName(charset)), Verdict.ANY);
    }

    private static Arbitrary<Frame> damaged(Arbitrary<Frame> good) {
        Arbitrary<Integer> anywhere = Arbitraries.integers().between(0, 1 << 20);
        return Combinators.combine(good, anywhere, Arbitraries.integers().between(0, 12), Arbitraries.of(NO_UTF8))
                .as(HostileFrames::damaged);
    }

    private static Frame damaged(Frame frame, int anywhere, int how, byte[] put) {
        byte[] bytes = frame.bytes;
        int at = anywhere % bytes.length;
        byte[] damaged = switch (how) {
            case 8 -> splice(bytes, at, new byte[0], at + 1);
            case 9 -> splice(bytes, at, new byte[0], bytes.length);
            case 10 -> splice(bytes, at, bytes, at);
            case 11 -> splice(bytes, at, put, at);
            case 12 -> splice(bytes, 0, put, 0);
            default -> splice(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << how)}, at + 1);
        };
        return Frame.of(damaged, Verdict.ANY);
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
