package org.livetally.access;

import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/revoke_token.lua}. */
final class RevokeToken {
    private static final LuaScript SCRIPT = LuaScript.load("revoke_token");
    private static final int NO_LIMIT = -1;

    private RevokeToken() {}

    /**
     * @param revoker the token whose rights are used; null for the command line, which may revoke any token, without a
     *     limit
     */
    static ScriptCall call(String id, String expires, @Nullable Token revoker, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(StreamKeys.REVOKED)
                .key(StreamKeys.TOKENS)
                .key(StreamKeys.TOKEN_MAKERS)
                .arg(now)
                .arg(id)
                .arg(expires)
                .arg(revoker == null || revoker.coversAll() ? "any" : "own")
                .arg(revoker == null ? NO_LIMIT : Revocations.MAX_REVOKED)
                .arg(TokenList.MAX_OF_FIRST)
                .arg(TokenList.MAX_OF_MADE);
        if (revoker != null) {
            revoker.lineage().forEach(call::arg);
            call.arg(revoker.id());
        }
        return call;
    }
}
