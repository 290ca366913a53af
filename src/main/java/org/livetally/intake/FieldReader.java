package org.livetally.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Rejection;

/**
 * Reads the fields of one message off a parser and gathers which rules they break. A value that breaks one is skipped, so
 * that the rest can be read: the id, which the answer needs, may come last.
 */
final class FieldReader {
    private static final int MAX_TEXT = 64;

    private final JsonParser json;
    private List<Wrong> wrong = List.of();
    private Scope scope = Scope.ANY;

    /** Which messages a field belongs to; to the others it is an unknown field, and ignored. */
    enum Scope {
        ANY,
        ORDER,
        EVENT
    }

    private record Wrong(Scope scope, Rejection rejection) {}

    FieldReader(JsonParser json) {
        this.json = json;
    }

    /** The name of the next field, on whose value the parser is then; null after the last. */
    @Nullable
    String next() throws IOException {
        String field = json.nextFieldName();
        if (field != null) {
            json.nextToken();
        }
        return field;
    }

    /** What follows belongs to these messages. */
    void of(Scope messages) {
        scope = messages;
    }

    /** The first rule that a message of this kind breaks; null if it breaks none. */
    @Nullable
    Rejection firstWrong(Scope kind) {
        for (Wrong one : wrong) {
            if (one.scope == Scope.ANY || one.scope == kind) {
                return one.rejection;
            }
        }
        return null;
    }

    void wrong(String field, String rule) {
        if (wrong.isEmpty()) {
            wrong = new ArrayList<>(2);
        }
        if (wrong.stream().noneMatch(one -> one.scope == scope)) { // of each scope, the first is enough
            wrong.add(new Wrong(scope, Rejection.invalidOrder(field, rule)));
        }
    }

    void require(String field, boolean present) {
        if (!present) {
            wrong(field, "is missing");
        }
    }

    void skip() throws IOException {
        json.skipChildren();
    }

    boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isObject(String field) throws IOException {
        return is(JsonToken.START_OBJECT, field, "must be an object");
    }

    boolean isArray(String field, String rule) throws IOException {
        return is(JsonToken.START_ARRAY, field, rule);
    }

    private boolean is(JsonToken token, String field, String rule) throws IOException {
        if (json.currentToken() == token) {
            return true;
        }
        wrong(field, rule);
        skip();
        return false;
    }

    /** Moves to the next element of an array; false after the last. */
    boolean nextElement() throws IOException {
        return json.nextToken() != JsonToken.END_ARRAY;
    }

    /** A string as it is, if it is one of at most so many UTF-16 units. */
    @Nullable
    String raw(int most) throws IOException {
        boolean text = json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= most;
        return text ? json.getText() : null;
    }

    @Nullable
    String text(String field) throws IOException {
        return text(field, MAX_TEXT);
    }

    @Nullable
    private String text(String field, int most) throws IOException {
        String text = raw(2 * most);
        if (text != null && Texts.isName(text, most)) {
            return text;
        }
        wrong(field, "must be a string of 1 to " + most + " characters");
        skip();
        return null;
    }

    @Nullable
    String optionalText(String field) throws IOException {
        return optionalText(field, MAX_TEXT);
    }

    @Nullable
    String optionalText(String field, int most) throws IOException {
        return isNull() ? null : text(field, most);
    }

    /** An integer, or {@code least - 1} if it breaks the rule. */
    long integer(String field, long least, long most, String rule) throws IOException {
        // 1.0 and 1e3 are refused as well: a float was somewhere, and money must never pass through one.
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        wrong(field, rule);
        skip();
        return least - 1;
    }
}
