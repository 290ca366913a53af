package org.livetally.redis.client;

import java.util.Optional;

/** The text of an INFO reply. */
public record InfoReply(String text) {
    /** The value of a field; empty if there is no such field. */
    public Optional<String> field(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }
}
