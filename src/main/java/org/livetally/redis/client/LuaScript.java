package org.livetally.redis.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script in {@code src/main/resources/lua}.
 *
 * @param name name of its file, without the extension
 * @param source its text
 * @param sha1 its hash, for EVALSHA
 */
public record LuaScript(String name, String source, String sha1) {
    /** By the hash of the script. */
    private static final Map<String, LuaScript> WITHOUT_LAST_KEY = new ConcurrentHashMap<>();

    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include (\\w+)$");

    /** The same script, but the last of its keys is not for it; see {@link ScriptCall#whole}. */
    LuaScript withoutLastKey() {
        return WITHOUT_LAST_KEY.computeIfAbsent(sha1, key -> {
            String dropped = "KEYS[#KEYS] = nil " + source;
            return new LuaScript(name, dropped, sha1(dropped));
        });
    }

    /**
     * Reads {@code /lua/<name>.lua} from the class path. A line {@code -- include <part>} is replaced by the text of
     * that file.
     */
    public static LuaScript load(String name) {
        String source = text(name);
        return new LuaScript(name, source, sha1(source));
    }

    private static String text(String name) {
        try (InputStream in = LuaScript.class.getResourceAsStream("/lua/" + name + ".lua")) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name);
            }
            return INCLUDE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(part -> Matcher.quoteReplacement(text(part.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String source) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
