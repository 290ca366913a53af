package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;

/**
 * The JSON of the ledger: messages in the form of {@link MessageJson}, the id first. The stream is in the key and the
 * currency is the stream's, so neither is repeated here. An entry of the ledger holds an array of messages as one
 * value: Redis keeps each field of an entry as an object, which costs more than its text.
 */
public final class LedgerJson {
    /** The last byte of a message. */
    public static final byte END = '}';

    /** What stands before the time of a message and its colon. */
    private static final String TIME = ",\"at\"";

    private LedgerJson() {}

    /** The canonical form of a message. Changing it changes the fingerprints of messages in existing ledgers. */
    public static byte[] write(Message message) {
        byte[] plain = message instanceof Order order ? OrderJson.write(order) : null;
        return plain == null ? generated(message) : plain;
    }

    /** The same, by a generator. */
    static byte[] generated(Message message) {
        return JsonBytes.of(message, LedgerJson::writeEntry);
    }

    /**
     * How many bytes the canonical form of a message with a time has before that, which is last. With {@link #END} after
     * them they are the canonical form of the same message without a time.
     */
    public static int bytesBeforeTime(byte[] json) {
        int colon = json.length - 1;
        while (json[colon] != ':') {
            colon--;
        }
        return colon - TIME.length();
    }

    private static void writeEntry(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", message.id());
        json.writeStringField("type", message.type().wire());
        MessageJson.writeContent(json, message);
        json.writeEndObject();
    }

    /**
     * Writes a message as operators see it, the type first.
     *
     * @param seq its place in the ledger; null to leave it out
     */
    public static void show(JsonGenerator json, @Nullable Seq seq, Message message) throws IOException {
        json.writeStartObject();
        if (seq != null) {
            json.writeStringField("seq", seq.toString());
        }
        json.writeStringField("type", message.type().wire());
        json.writeStringField("id", message.id());
        MessageJson.writeContent(json, message);
        json.writeEndObject();
    }

    /** Joins the messages of one entry. */
    public static byte[] array(List<byte[]> messages) {
        if (messages.isEmpty()) {
            return new byte[] {'[', ']'};
        }
        int length = 1; // each message has a bracket or a comma before it
        for (byte[] message : messages) {
            length += 1 + message.length;
        }
        byte[] array = new byte[length];
        int at = 0;
        for (byte[] message : messages) {
            array[at] = (byte) (at == 0 ? '[' : ',');
            System.arraycopy(message, 0, array, at + 1, message.length);
            at += 1 + message.length;
        }
        array[at] = ']';
        return array;
    }

    /**
     * Takes the messages of one entry apart, byte for byte.
     *
     * @throws UncheckedIOException if this is not a JSON array of objects
     */
    public static List<byte[]> split(byte[] array) {
        List<byte[]> messages = new ArrayList<>();
        try (JsonParser json = JsonBytes.parser(array)) {
            require(json.nextToken(), JsonToken.START_ARRAY);
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                require(next, JsonToken.START_OBJECT);
                int start = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                messages.add(Arrays.copyOfRange(
                        array, start, (int) json.currentLocation().getByteOffset()));
            }
            require(json.nextToken(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /**
     * Parses a message.
     *
     * @throws UncheckedIOException if this is not a message
     */
    public static Message read(String stream, byte[] bytes) {
        Message plain = LedgerOrders.readOne(stream, bytes);
        return plain == null ? parsed(stream, bytes) : plain;
    }

    /** The same, by a parser. */
    static Message parsed(String stream, byte[] bytes) {
        try (JsonParser json = JsonBytes.parser(bytes)) {
            json.nextToken();
            return MessageJson.read(stream, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses the messages of an entry.
     *
     * @throws UncheckedIOException if this is not a JSON array of messages
     */
    public static List<Message> readArray(String stream, byte[] bytes) {
        List<Message> plain = LedgerOrders.read(stream, bytes);
        return plain == null ? parsedArray(stream, bytes) : plain;
    }

    /** The same, by a parser. */
    static List<Message> parsedArray(String stream, byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        try (JsonParser json = JsonBytes.parser(bytes)) {
            require(json.nextToken(), JsonToken.START_ARRAY);
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                require(next, JsonToken.START_OBJECT);
                messages.add(MessageJson.read(stream, json));
            }
            require(json.nextToken(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    private static void require(@Nullable JsonToken found, @Nullable JsonToken expected) throws IOException {
        if (found != expected) {
            throw new IOException("an entry of the ledger must be an array of messages");
        }
    }
}
