package org.livetally.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.RawWebSocket.BINARY;
import static org.livetally.testing.RawWebSocket.CONTINUATION;
import static org.livetally.testing.RawWebSocket.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.domain.rule.Rule;
import org.livetally.testing.RawWebSocket;

/** Frames that Vert.x' own handlers get wrong. */
final class TextMessagesTest {
    private static final int PING = 9;

    private final SocketServer server = SocketServer.start(60_000);
    private final RawWebSocket client = server.connect();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void fragmentsMakeOneMessageWhateverComesBetweenThem() {
        client.send(TEXT, false, bytes("那曲"));
        client.send(CONTINUATION, false, bytes(""));
        client.send(PING, true, bytes("are you there"));
        client.send(CONTINUATION, true, bytes("虫草"));
        assertEquals("那曲虫草", client.next());
        assertEquals("next", client.ask("next"));
    }

    @Test
    void aMessageMayBeginWithAnEmptyFragmentOrBeEmpty() {
        client.send(TEXT, false, bytes(""));
        client.send(CONTINUATION, true, bytes("tea"));
        assertEquals("tea", client.next());
        assertEquals("", client.ask(""));
    }

    @Test
    void aCharacterMayBeSplitOverFragments() {
        byte[] utf8 = bytes("虫");
        client.send(TEXT, false, Arrays.copyOfRange(utf8, 0, 1));
        client.send(CONTINUATION, true, Arrays.copyOfRange(utf8, 1, 3));
        assertEquals("虫", client.next());
    }

    @Test
    void aMessageMayHaveExactlyTheLimit() {
        String full = "x".repeat(SocketServer.LIMIT);
        assertEquals(full, client.ask(full));
        client.send(TEXT, false, bytes(full.substring(1)));
        client.send(CONTINUATION, true, bytes("x"));
        assertEquals(full, client.next());
    }

    @Test
    void aFrameOverTheLimitClosesTheSocket() {
        client.send("x".repeat(SocketServer.LIMIT + 1));
        refused(1009, Rule.MESSAGE_BYTES);
    }

    @Test
    void fragmentsThatGrowOverTheLimitCloseTheSocketBeforeTheLastOne() {
        client.send(TEXT, false, bytes("x".repeat(SocketServer.LIMIT)));
        client.send(CONTINUATION, false, bytes("x"));
        refused(1009, Rule.MESSAGE_BYTES);
    }

    @Test
    void brokenUtf8ClosesTheSocketAlsoWhereEachFragmentLooksWell() {
        client.send(TEXT, false, new byte[] {(byte) 0xe8, (byte) 0x99});
        client.send(CONTINUATION, true, bytes("a"));
        refused(1007, Rule.MESSAGE_UTF8);
    }

    @Test
    void anEncodedSurrogateIsNoUtf8() {
        client.send(TEXT, true, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        refused(1007, Rule.MESSAGE_UTF8);
    }

    @Test
    void binaryFramesCloseTheSocket() {
        client.send(BINARY, true, bytes("{}"));
        refused(1003, Rule.MESSAGE_TEXT);
    }

    @Test
    void nothingAfterAViolationIsRead() {
        client.send(BINARY, true, bytes("{}"));
        client.send("late");
        client.send(BINARY, true, bytes("{}"));
        refused(1003, Rule.MESSAGE_TEXT);
    }

    @Test
    void aContinuationOfNothingClosesTheSocket() {
        client.send(CONTINUATION, true, bytes("tea"));
        assertEquals(1002, client.closeCode());
        assertEquals(List.of(), client.texts());
        assertEquals(List.of(), client.afterClose());
    }

    private void refused(int code, Rule violation) {
        assertEquals(code, client.closeCode());
        assertEquals(List.of(violation), server.violations);
        assertEquals(List.of(), client.texts());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
