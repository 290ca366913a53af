package org.livetally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class JsonBodyTest {
    @Test
    void anyJsonInUtf8IsDecoded() {
        assertEquals(new JsonObject().put("city", "杭州"), JsonBody.decoded(Buffer.buffer("{\"city\":\"杭州\"}")));
        assertThrows(DecodeException.class, () -> JsonBody.decoded(Buffer.buffer()));
        byte[] overlong = {'"', (byte) 0xc1, (byte) 0x81, '"'};
        assertThrows(DecodeException.class, () -> JsonBody.decoded(Buffer.buffer(overlong)));
        Buffer appended =
                Buffer.buffer("[").appendBuffer(Buffer.buffer(overlong)).appendString("]");
        assertThrows(DecodeException.class, () -> JsonBody.decoded(appended));
        Buffer part = Buffer.buffer(overlong).appendString("1").slice(4, 5);
        assertEquals(1, JsonBody.decoded(part));
    }

    @Test
    void aBodyIsNotCopied() {
        Buffer body = Buffer.buffer("1" + " ".repeat(JsonBody.MAX_BYTES));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertEquals(1, JsonBody.decoded(body));
        long before = thread.getCurrentThreadAllocatedBytes();
        assertEquals(1, JsonBody.decoded(body));
        long used = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < JsonBody.MAX_BYTES / 4, used + " bytes");
    }
}
