package org.livetally.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Reason;
import org.livetally.model.Rejection;
import org.livetally.model.Rule;

/**
 * Reads the fields of one message off a parser and gathers which rules they break. A value that breaks one is skipped, so
 * that the rest can be read: the id, which the answer needs, may come last.
 */
public final class FieldReader {
    private static final int MAX_TEXT = 64;

    private final JsonParser json;
    private List<Wrong> wrong = List.of();
    private Scope scope = Scope.ANY;

    /** Which messages a field belongs to; to the others it is an unknown field, and ignored. */
    public enum Scope {
        ANY,
        ORDER,
        EVENT
    }

    private record Wrong(Scope scope, Rejection rejection) {}

    /** Reads the object behind whose opening brace the parser is. */
    public FieldReader(JsonParser json) {
        this.json = json;
    }

    /** The name of the next field, on whose value the parser is then; null after the last. */
    public @Nullable String next() throws IOException {
        String field = json.nextFieldName();
        if (field != null) {
            json.nextToken();
        }
        return field;
    }

    /** What follows belongs to these messages. */
    public void of(Scope messages) {
        scope = messages;
    }

    /** The first rule that a message of this kind breaks; null if it breaks none. */
    public @Nullable Rejection firstWrong(Scope kind) {
        for (Wrong one : wrong) {
            if (one.scope == Scope.ANY || one.scope == kind) {
                return one.rejection;
            }
        }
        return null;
    }

    /** Notes that a field breaks this rule; of each scope, the first such field is kept. */
    public void wrong(String field, Reason reason) {
        if (wrong.isEmpty()) {
            wrong = new ArrayList<>(2);
        }
        if (wrong.stream().noneMatch(one -> one.scope == scope)) { // of each scope, the first is enough
            wrong.add(new Wrong(scope, Rejection.invalidOrder(field, reason)));
        }
    }

    /** Notes that a field is missing, unless it is present. */
    public void require(String field, boolean present) {
        if (!present) {
            wrong(field, Rule.MISSING.reason());
        }
    }

    /** Passes over the value that the parser is on. */
    public void skip() throws IOException {
        json.skipChildren();
    }

    /** Whether the value is null. */
    public boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Whether the value is an object, which the parser is then inside of; else it is noted and passed over. */
    public boolean isObject(String field) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        wrong(field, Rule.NOT_OBJECT.reason());
        skip();
        return false;
    }

    /** Whether the value is an array, which the parser is then inside of. */
    public boolean isArray() {
        return json.currentToken() == JsonToken.START_ARRAY;
    }

    /** Moves to the next element of an array; false after the last. */
    public boolean nextElement() throws IOException {
        return json.nextToken() != JsonToken.END_ARRAY;
    }

    /** A string as it is, if it is one of at most so many UTF-16 units. */
    public @Nullable String raw(int most) throws IOException {
        boolean text = json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= most;
        return text ? json.getText() : null;
    }

    /** A string of 1 to 64 characters; null if it breaks that rule. */
    public @Nullable String text(String field) throws IOException {
        return text(field, MAX_TEXT);
    }

    private @Nullable String text(String field, int most) throws IOException {
        String text = raw(2 * most);
        if (text != null && Texts.isName(text, most)) {
            return text;
        }
        wrong(field, Rule.STRING_LENGTH.reason(most));
        skip();
        return null;
    }

    /** The same, or null without a complaint. */
    public @Nullable String optionalText(String field) throws IOException {
        return optionalText(field, MAX_TEXT);
    }

    /** The same, of up to so many characters. */
    public @Nullable String optionalText(String field, int most) throws IOException {
        return isNull() ? null : text(field, most);
    }

    /**
     * An integer, or {@code least - 1} if it breaks the rule.
     *
     * @param rule has {@code least} and {@code most} as its parameters, or none
     */
    public long integer(String field, long least, long most, Rule rule) throws IOException {
        // 1.0 and 1e3 are refused as well: a float was somewhere, and money must never pass through one.
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        wrong(field, rule.parameters().isEmpty() ? rule.reason() : rule.reason(least, most));
        skip();
        return least - 1;
    }
}
