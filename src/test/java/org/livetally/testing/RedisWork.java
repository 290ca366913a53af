package org.livetally.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The work of Redis, counted instead of timed, so that it is the same on every machine: how often each command ran,
 * including those of scripts.
 */
public final class RedisWork {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+?):calls=(\\d+)");

    private RedisWork() {}

    /** Runs something that leaves nothing in flight; returns how often each command ran meanwhile. */
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

    /** The sum over all commands. */
    public static long commands(Runnable work) {
        return of(work).values().stream().mapToLong(Long::longValue).sum();
    }
}
