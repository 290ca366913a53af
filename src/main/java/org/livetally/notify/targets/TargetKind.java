package org.livetally.notify.targets;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What understands a message that is delivered to a target. */
public enum TargetKind {
    /** A program that takes Standard Webhooks. */
    WEBHOOK,
    /** A robot of a group chat in DingTalk. */
    DINGTALK,
    /** A robot of a group chat in Feishu, or Lark. */
    FEISHU,
    /** A robot of a group chat in WeCom. */
    WECOM,
    /** A topic of ntfy. */
    NTFY;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Its name, for example {@code webhook}. */
    public String wire() {
        return wire;
    }

    /** Whether people read it: then several events are one message. */
    public boolean isChat() {
        return this != WEBHOOK;
    }

    /** The kind with this name; empty if there is none. */
    static Optional<TargetKind> of(Object name) {
        return Arrays.stream(values()).filter(kind -> kind.wire.equals(name)).findFirst();
    }
}
