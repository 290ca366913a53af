package org.livetally.campaigns.follow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a campaign as its follower knows them. Not thread-safe. */
final class Members {
    /** Before every version: the member must be read. */
    private static final long UNKNOWN = -1;
    /** After so many ticks without a change a member counts as idle: after three seconds. */
    private static final int QUIET_TICKS = 30;

    private final Map<String, Member> all = new HashMap<>();
    /** In which there is more to read. */
    private final Set<String> unread = new LinkedHashSet<>();

    private static final class Member {
        private long version = UNKNOWN;
        private @Nullable Cursor cursor;
        /** How often it was asked about since it changed. */
        private int quietTicks;

        private long viewers;
    }

    /** Takes over which members there are. One that is not named any more stays: it is gone, and what it sold is not. */
    void add(Collection<String> streams) {
        streams.forEach(stream -> all.computeIfAbsent(stream, any -> new Member()));
    }

    /** Takes over the cursors that Redis has; every member must be looked at again. */
    void follow(Map<String, Cursor> cursors) {
        add(cursors.keySet());
        all.forEach((stream, member) -> {
            member.cursor = cursors.get(stream);
            member.version = UNKNOWN;
            member.quietTicks = 0;
        });
    }

    /**
     * Those that are asked about at this tick: all of them, or those that have changed lately. A thousand streams in which
     * nothing happens are asked about once a second.
     */
    List<String> asked(boolean all) {
        List<String> asked = new ArrayList<>();
        this.all.forEach((stream, member) -> {
            if (all || member.quietTicks < QUIET_TICKS) {
                member.quietTicks++;
                asked.add(stream);
            }
        });
        return asked;
    }

    /** All of them. */
    List<String> all() {
        return List.copyOf(all.keySet());
    }

    long version(String stream) {
        Member member = all.get(stream);
        return member == null ? UNKNOWN : member.version;
    }

    @Nullable
    Cursor cursor(String stream) {
        Member member = all.get(stream);
        return member == null ? null : member.cursor;
    }

    void mustRead(Collection<String> streams) {
        unread.addAll(streams);
    }

    /** Whether there is no more to read. */
    boolean isRead() {
        return unread.isEmpty();
    }

    /** Some of those in which there is more to read. */
    List<String> next(int most) {
        return unread.stream().limit(most).toList();
    }

    /** Takes over what was read of a member and is counted. */
    void followed(MemberReading reading) {
        Member member = all.get(reading.stream());
        if (member == null) {
            return; // it has left meanwhile
        }
        MemberState state = reading.state();
        member.version = state == null ? 0 : state.version();
        member.quietTicks = 0;
        member.viewers = state == null ? 0 : state.audience().viewers();
        if (state != null) {
            member.cursor = reading.to();
        }
        if (!reading.page().more()) {
            unread.remove(reading.stream());
        }
    }

    /** Asks about a member again at the next tick, whatever its version. */
    void postpone(String stream) {
        unread.remove(stream);
        Member member = all.get(stream);
        if (member != null) {
            member.quietTicks = 0;
        }
    }

    /** Leaves a member alone until it changes. */
    void skip(MemberReading reading) {
        Member member = all.get(reading.stream());
        if (member != null && reading.state() != null) {
            member.version = reading.state().version();
        }
        unread.remove(reading.stream());
    }

    /** Those that had open connections. */
    List<String> watched() {
        List<String> watched = new ArrayList<>();
        all.forEach((stream, member) -> {
            if (member.viewers > 0) {
                watched.add(stream);
            }
        });
        return watched;
    }
}
