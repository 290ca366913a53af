package org.livetally.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/**
 * Reads the fields of one message from a parser and collects the rules that they break. A value that breaks a rule is
 * skipped, so that the rest can be read: the id, which the answer needs, may come last.
 */
public final class FieldReader {
    /** The messages that fields belong to which all have. */
    public static final Set<MessageType> EVERY_MESSAGE = Set.of(MessageType.values());

    /** The scope of fields that no message of the ledger has: those of totals of likes. */
    public static final Set<MessageType> NO_MESSAGE = Set.of();

    private final JsonParser json;
    private final boolean asSent;
    private boolean changed;
    private List<ScopedRejection> rejections = List.of();
    private Set<MessageType> scope = EVERY_MESSAGE;

    /** @param scope the types of the messages that the field belongs to */
    private record ScopedRejection(Set<MessageType> scope, Rejection rejection) {}

    /** Reads one object, whose opening brace the parser has consumed. */
    public FieldReader(JsonParser json) {
        this(json, false);
    }

    /** @param asSent whether texts are taken as they were sent, and not in their {@linkplain Text normal form} */
    public FieldReader(JsonParser json, boolean asSent) {
        this.json = json;
        this.asSent = asSent;
    }

    /** Whether a text was sent in another form than its normal one. */
    public boolean hasChanged() {
        return changed;
    }

    /** Moves the parser to the value of the next field and returns the field's name; null after the last field. */
    public @Nullable String next() throws IOException {
        String field = json.nextFieldName();
        if (field != null) {
            json.nextToken();
        }
        return field;
    }

    /** Says which messages the following fields belong to. In other messages they are unknown, and ignored. */
    public void of(Set<MessageType> messages) {
        scope = messages;
    }

    /**
     * The first broken rule that concerns a message of this type; null if there is none.
     *
     * @param type null for a message of no known type, which has only the fields of every message
     */
    public @Nullable Rejection firstRejection(@Nullable MessageType type) {
        return rejections.isEmpty()
                ? null
                : first(scope -> type == null ? scope.equals(EVERY_MESSAGE) : scope.contains(type));
    }

    /** The first broken rule that concerns what is no message of the ledger; null if there is none. */
    public @Nullable Rejection firstRejectionBesides() {
        return first(scope -> scope.equals(EVERY_MESSAGE) || scope.equals(NO_MESSAGE));
    }

    private @Nullable Rejection first(Predicate<Set<MessageType>> concerned) {
        for (ScopedRejection one : rejections) {
            if (concerned.test(one.scope)) {
                return one.rejection;
            }
        }
        return null;
    }

    /** Notes that a field breaks this rule. Only the first such field of each scope is kept. */
    public void reject(String field, Reason reason) {
        if (rejections.isEmpty()) {
            rejections = new ArrayList<>(2);
        }
        if (rejections.stream().noneMatch(one -> one.scope.equals(scope))) {
            rejections.add(new ScopedRejection(scope, Rejection.invalidOrder(field, reason)));
        }
    }

    /** Notes that a field is missing, unless it is present. */
    public void require(String field, boolean present) {
        if (!present) {
            reject(field, Rule.MISSING.reason());
        }
    }

    /** Skips the current value. */
    public void skip() throws IOException {
        json.skipChildren();
    }

    /** Whether the current value is null. */
    public boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    /**
     * Whether the current value is an object, which the parser then enters; otherwise notes the broken rule and skips
     * the value.
     */
    public boolean isObject(String field) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        reject(field, Rule.NOT_OBJECT.reason());
        skip();
        return false;
    }

    /** Whether the current value is an array, which the parser then enters. */
    public boolean isArray() {
        return json.currentToken() == JsonToken.START_ARRAY;
    }

    /** Moves to the next element of an array; false after the last. */
    public boolean nextElement() throws IOException {
        return json.nextToken() != JsonToken.END_ARRAY;
    }

    /** The current value, unchecked, if it is a string of at most {@code most} UTF-16 units; otherwise null. */
    public @Nullable String raw(int most) throws IOException {
        boolean text = json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= most;
        return text ? json.getText() : null;
    }

    /** The current value in its normal form, a string of 1 to 64 characters; null if it breaks that rule. */
    public @Nullable String text(String field) throws IOException {
        return text(field, MessageLimits.MAX_NAME);
    }

    /** The same, of up to {@code most} characters. */
    public @Nullable String text(String field, int most) throws IOException {
        String sent = raw(2 * most);
        if (sent == null || asSent) {
            return named(field, sent, most);
        }
        String text = Text.normal(sent);
        changed |= !text.equals(sent);
        return named(field, text, most);
    }

    private @Nullable String named(String field, @Nullable String text, int most) throws IOException {
        if (text != null && Text.isName(text, most)) {
            return text;
        }
        reject(field, Rule.STRING_LENGTH.reason(most));
        skip();
        return null;
    }

    /** The same, of a word that the protocol knows: only as it stands. */
    public @Nullable String word(String field) throws IOException {
        String word = raw(2 * MessageLimits.MAX_NAME);
        return named(field, word, MessageLimits.MAX_NAME);
    }

    /** The same as {@link #text(String)}, but a value of null is allowed. */
    public @Nullable String optionalText(String field) throws IOException {
        return optionalText(field, MessageLimits.MAX_NAME);
    }

    /** The same, of up to {@code most} characters. */
    public @Nullable String optionalText(String field, int most) throws IOException {
        return isNull() ? null : text(field, most);
    }

    /** The current value, true or false; {@code usual} if it is null or breaks that rule. */
    public boolean optionalBoolean(String field, boolean usual) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (!isNull()) {
            reject(field, Rule.NOT_BOOLEAN.reason());
            skip();
        }
        return usual;
    }

    /**
     * The current value, an integer; {@code least - 1} if it breaks the rule.
     *
     * @param rule has {@code least} and {@code most} as its parameters, or none
     */
    public long integer(String field, long least, long most, Rule rule) throws IOException {
        // 1.0 and 1e3 are refused, too: they come from code that uses floats, and money must never pass through one.
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        reject(field, rule.parameters().isEmpty() ? rule.reason() : rule.reason(least, most));
        skip();
        return least - 1;
    }
}
