package org.livetally.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonBytesTest {
    private static final int VALUES = 2_000;

    /** Each is what a generator of its own writes, whatever was written before: texts, failures, values amid values, long ones. */
    @Test
    void everyValueIsAsIfItWereTheFirst() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < VALUES; i++) {
            if (random.nextInt(5) == 0) {
                assertThrows(IllegalArgumentException.class, () -> JsonBytes.of(random, JsonBytesTest::fail));
            }
            long each = random.nextLong();
            assertEquals(alone(each), text(each), "seed " + seed);
        }
    }

    @Test
    void aValueThatIsNotEndedIsRefused() {
        assertThrows(IllegalStateException.class, () -> JsonBytes.of("", (json, value) -> json.writeStartObject()));
        assertEquals("1", text(JsonBytes.of(1, JsonGenerator::writeNumber)));
    }

    @Test
    void aWritersFailureIsUnchecked() {
        assertThrows(
                UncheckedIOException.class,
                () -> JsonBytes.of("", (json, value) -> {
                    throw new IOException("none");
                }));
    }

    private static String alone(long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            write(json, seed, false);
        }
        return text(out.toByteArray());
    }

    private static String text(long seed) {
        return text(JsonBytes.of(seed, (json, value) -> write(json, value, true)));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static void fail(JsonGenerator json, Random random) throws IOException {
        json.writeStartArray();
        json.writeNumber(random.nextInt());
        throw new IllegalArgumentException("amid a value");
    }

    /** @param nests whether to write a part with another call meanwhile */
    private static void write(JsonGenerator json, long seed, boolean nests) throws IOException {
        Random random = new Random(seed);
        if (random.nextInt(4) == 0) {
            json.writeNumber(random.nextLong());
            return;
        }
        json.writeStartObject();
        json.writeStringField("text", "\"é丽😀\u0001 ".repeat(random.nextInt(random.nextInt(40) == 0 ? 20_000 : 9)));
        json.writeFieldName("inner");
        long inner = random.nextLong();
        if (nests) {
            json.writeRawValue(text(JsonBytes.of(inner, (own, value) -> own.writeNumber(value))));
        } else {
            json.writeNumber(inner);
        }
        json.writeEndObject();
    }
}
