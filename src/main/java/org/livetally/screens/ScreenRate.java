package org.livetally.screens;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.wire.StrictJson;

/**
 * How many updates a second a screen wants at most. It says so when it comes, {@code ?rate=4}, and may change its mind, such as when
 * nobody looks at it any more: <code>{"rate":4}</code>.
 */
final class ScreenRate {
    private static final Pattern RATE = Pattern.compile("[1-9]\\d?");
    /** Of what is no rate. */
    static final int NONE = 0;

    private ScreenRate() {}

    /**
     * @param parameter null if the screen said nothing: then it wants every update
     * @throws Problem 400 that names the field, if it is no rate
     */
    static int of(@Nullable String parameter) {
        if (parameter == null) {
            return Board.MAX_RATE;
        }
        int rate = RATE.matcher(parameter).matches() ? Integer.parseInt(parameter) : NONE;
        if (!isRate(rate)) {
            throw Problem.invalidField("rate", Rule.INTEGER_RANGE.reason(1, Board.MAX_RATE));
        }
        return rate;
    }

    /** The rate that a message asks for; {@link #NONE} if it asks for none, since whatever else screens say is a question. */
    static int asked(byte[] message) {
        try (JsonParser json = StrictJson.FACTORY.createParser(message)) {
            boolean named = json.nextToken() == JsonToken.START_OBJECT && "rate".equals(json.nextFieldName());
            int rate = named && json.nextToken() == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : NONE;
            return isRate(rate) && json.nextToken() == JsonToken.END_OBJECT ? rate : NONE;
        } catch (IOException e) {
            return NONE; // no JSON
        }
    }

    private static boolean isRate(int rate) {
        return rate >= 1 && rate <= Board.MAX_RATE;
    }
}
