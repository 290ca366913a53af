package org.livetally.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Redis did, counted and not timed, so that it is the same on every machine: how often it ran each command, those of scripts
 * included.
 */
public final class RedisWork {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+?):calls=(\\d+)");

    private RedisWork() {}

    /** Runs something that leaves nothing under way, and says how often each command ran meanwhile. */
    public static Map<String, Long> of(Runnable work) {
        TestRedis.command("CONFIG", "RESETSTAT");
        work.run();
        Map<String, Long> calls = new TreeMap<>();
        Matcher lines = CALLS.matcher(TestRedis.text("INFO", "commandstats"));
        while (lines.find()) {
            calls.put(lines.group(1), Long.valueOf(lines.group(2)));
        }
        calls.keySet().removeIf(name -> name.startsWith("config"));
        return calls;
    }

    /** The sum of them. */
    public static long commands(Runnable work) {
        return of(work).values().stream().mapToLong(Long::longValue).sum();
    }
}
