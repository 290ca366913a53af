package org.livetally.client;

import java.io.IOException;
import java.io.InputStream;
import org.livetally.client.Line.UnsendableException;

/** Newline-delimited JSON, one message a line, for a {@link Sender}. Lines with nothing in them are passed over. */
public final class LineSource {
    private final Lines lines;
    private final String stream;

    /** @param stream of the messages that name none */
    public LineSource(InputStream in, String stream) {
        this.lines = new Lines(in);
        this.stream = stream;
    }

    /** Hands over one line after another, up to the end of the input or until the sender takes no more. */
    public void sendTo(Sender sender) throws IOException, InterruptedException {
        byte[] text = lines.next();
        while (text != null && (isBlank(text) || send(text, sender))) {
            text = lines.next();
        }
    }

    private boolean send(byte[] text, Sender sender) throws InterruptedException {
        try {
            return sender.offer(Line.parse(lines.number(), text, stream));
        } catch (UnsendableException e) {
            sender.refuse(lines.number(), e.why());
            return true;
        }
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
