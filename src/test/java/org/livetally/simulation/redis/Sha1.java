package org.livetally.simulation.redis;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.luaj.vm2.LuaString;

/** Hashes of scripts, each computed once in a thread. */
final class Sha1 {
    private static final ThreadLocal<Map<LuaString, LuaString>> KNOWN = ThreadLocal.withInitial(HashMap::new);

    private Sha1() {}

    static LuaString of(LuaString script) {
        return KNOWN.get().computeIfAbsent(script, Sha1::computed);
    }

    private static LuaString computed(LuaString script) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(script.m_bytes, script.m_offset, script.m_length);
            return Bytes.of(HexFormat.of().formatHex(sha1.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
