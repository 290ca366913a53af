package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.LuaScript;

/** The keys that {@code record.lua} derives are keys of the map of keys; no two scripts have different ones. */
final class RecordKeysTest {
    private static final String SOURCE = LuaScript.load("record").source();
    private static final Pattern DERIVED = Pattern.compile("stream \\.\\. '([^']*)'");

    private static Set<String> suffixes() {
        int tag = prefix().length();
        Set<String> suffixes = new TreeSet<>();
        KEYS.all().forEach(key -> suffixes.add(key.substring(tag)));
        return suffixes;
    }

    private static String prefix() {
        String ids = KEYS.ids();
        return ids.substring(0, ids.length() - "ids".length());
    }

    @Test
    void eachIsInTheMap() {
        Set<String> derived = new TreeSet<>();
        DERIVED.matcher(SOURCE).results().map(MatchResult::group).forEach(found -> derived.add(name(found)));
        assertTrue(derived.size() > 10, derived::toString);
        derived.removeAll(suffixes());
        assertEquals(Set.of(), derived);
    }

    private static String name(String found) {
        return found.substring(found.indexOf('\'') + 1, found.length() - 1);
    }

    @Test
    void theKeyThatTheScriptIsToldHasTheirPrefixAndANameThatItCutsOff() {
        assertEquals(prefix() + "stream", KEYS.settings());
        assertTrue(SOURCE.contains("string.sub(settings_key, 1, -" + ("stream".length() + 1) + ")"), "what is cut off");
    }
}
