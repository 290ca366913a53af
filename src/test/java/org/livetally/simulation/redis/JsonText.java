package org.livetally.simulation.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** cjson.decode: numbers are doubles, null is a value of its own. */
final class JsonText {
    static final LuaValue NULL = new LuaUserdata("null");
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static LuaValue decode(LuaString text) {
        try (JsonParser parser = FACTORY.createParser(text.m_bytes, text.m_offset, text.m_length)) {
            LuaValue value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new LuaError("Expected the end but found more");
            }
            return value;
        } catch (IOException e) {
            throw new LuaError("Expected value but found invalid token: " + e.getMessage());
        }
    }

    private static LuaValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> LuaValue.valueOf(parser.getDoubleValue());
            case VALUE_TRUE -> LuaValue.TRUE;
            case VALUE_FALSE -> LuaValue.FALSE;
            case VALUE_NULL -> NULL;
            default -> throw new LuaError("Expected value but found T_END");
        };
    }

    private static LuaValue object(JsonParser parser) throws IOException {
        LuaTable table = new LuaTable();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            LuaString name = string(parser.currentName());
            table.rawset(name, value(parser, parser.nextToken()));
        }
        return table;
    }

    private static LuaValue array(JsonParser parser) throws IOException {
        LuaTable table = new LuaTable();
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            size++;
            table.rawset(size, value(parser, token));
        }
        return table;
    }

    private static LuaString string(String text) {
        return LuaString.valueUsing(text.getBytes(StandardCharsets.UTF_8));
    }
}
