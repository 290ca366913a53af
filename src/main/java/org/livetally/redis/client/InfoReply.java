package org.livetally.redis.client;

import java.util.Optional;

/** The text that INFO returned. */
public record InfoReply(String text) {
    /** The value of a field; empty if the text has none of that name. */
    public Optional<String> field(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }
}
