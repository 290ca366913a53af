package org.livetally.access;

import java.util.Collection;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/keep_tokens.lua}. */
final class KeepTokens {
    private static final LuaScript SCRIPT = LuaScript.load("keep_tokens");
    private static final int NO_LIMIT = -1;

    private KeepTokens() {}

    /** Lists a new token. */
    static ScriptCall made(Token token, long now) {
        return with(
                call(now).arg(TokenList.MAX_OF_FIRST).arg(TokenList.MAX_OF_MADE).arg(0), token);
    }

    /** Notes that tokens were used, and lists those that are not listed yet. */
    static ScriptCall used(Collection<Token> tokens, long now, long usedMs) {
        ScriptCall call = call(now).arg(NO_LIMIT).arg(NO_LIMIT).arg(usedMs);
        tokens.forEach(token -> with(call, token));
        return call;
    }

    private static ScriptCall call(long now) {
        return new ScriptCall(SCRIPT)
                .key(StreamKeys.TOKENS)
                .key(StreamKeys.TOKEN_ENDS)
                .key(StreamKeys.TOKENS_USED)
                .key(StreamKeys.TOKEN_MAKERS)
                .key(StreamKeys.REVOKED)
                .arg(now);
    }

    private static ScriptCall with(ScriptCall call, Token token) {
        return call.arg(token.id()).arg(token.expires()).arg(token.claims().encode());
    }
}
