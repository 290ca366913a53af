package org.livetally.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whole text messages off a WebSocket, strictly.
 *
 * <p>Vert.x' own message handlers turn broken UTF-8 into U+FFFD, lose a message whose first fragment is empty, and keep a
 * socket open whose message grew too large; so the frames are put together here. After a violation, the owner gets a
 * chance to say what was wrong, the socket is closed with the code, and later frames are dropped.
 */
public final class TextMessages {
    private final ServerWebSocket socket;
    private final int limit;
    private final Consumer<byte[]> onMessage;
    private final Consumer<CloseCode> onViolation;
    private @Nullable Buffer fragments;
    private boolean closed;

    private TextMessages(
            ServerWebSocket socket, int limit, Consumer<byte[]> onMessage, Consumer<CloseCode> onViolation) {
        this.socket = socket;
        this.limit = limit;
        this.onMessage = onMessage;
        this.onViolation = onViolation;
    }

    /**
     * Reads the socket's messages.
     *
     * @param limit the largest message, in bytes
     * @param onMessage gets the UTF-8 bytes of each message
     * @param onViolation is told before the socket is closed for a message that is too large, no text, or no UTF-8
     */
    public static void read(
            ServerWebSocket socket, int limit, Consumer<byte[]> onMessage, Consumer<CloseCode> onViolation) {
        TextMessages messages = new TextMessages(socket, limit, onMessage, onViolation);
        socket.frameHandler(messages::frame);
    }

    private void frame(WebSocketFrame frame) {
        if (closed || frame.isClose() || frame.isPing()) {
            return;
        }
        if (frame.isBinary()) {
            violation(CloseCode.NOT_TEXT);
        } else if (frame.isText() || frame.isContinuation()) {
            text(frame);
        }
    }

    private void text(WebSocketFrame frame) {
        Buffer bytes = frame.binaryData();
        int soFar = fragments == null ? 0 : fragments.length();
        if (soFar + bytes.length() > limit) {
            violation(CloseCode.TOO_LARGE);
        } else if (frame.isFinal()) {
            byte[] message = fragments == null
                    ? bytes.getBytes()
                    : fragments.appendBuffer(bytes).getBytes();
            fragments = null;
            message(message);
        } else {
            fragments = (fragments == null ? Buffer.buffer() : fragments).appendBuffer(bytes);
        }
    }

    private void message(byte[] message) {
        if (isUtf8(message)) {
            onMessage.accept(message);
        } else {
            violation(CloseCode.NOT_UTF8);
        }
    }

    private void violation(CloseCode code) {
        closed = true;
        fragments = null;
        onViolation.accept(code);
        code.close(socket);
    }

    private static boolean isUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return decodes(bytes);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
