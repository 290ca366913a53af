package org.livetally.simulation;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What servers are asked, for people who read a trace. */
final class Commands {
    private static final int MOST = 60;

    private Commands() {}

    static boolean isWait(List<byte[]> command) {
        return text(command.get(0)).equalsIgnoreCase("WAIT");
    }

    static long number(List<byte[]> command, int index) {
        return Long.parseLong(text(command.get(index)));
    }

    static String brief(Machine node, Server server, List<byte[]> command, @Nullable Response reply) {
        String asked = command.stream().limit(6).map(Commands::text).collect(Collectors.joining(" "));
        return node + " -> " + server + ": " + asked + " => " + cut(String.valueOf(reply));
    }

    static String text(byte[] arg) {
        return cut(new String(arg, StandardCharsets.UTF_8));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", ".");
        return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
    }
}
