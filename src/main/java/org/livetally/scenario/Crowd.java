package org.livetally.scenario;

import java.util.List;

/**
 * Who watches a stream, and who likes it.
 *
 * @param visits sorted by {@code enters}
 * @param cheers sorted by {@code at}
 */
public record Crowd(List<Visit> visits, List<Cheer> cheers) {
    public static final Crowd NONE = new Crowd(List.of(), List.of());

    public Crowd {
        visits = List.copyOf(visits);
        cheers = List.copyOf(cheers);
    }

    /**
     * One audience connection of a viewer.
     *
     * @param enters milliseconds after the start
     * @param leaves milliseconds after the start, later than {@code enters} and never after the end
     */
    public record Visit(String viewer, long enters, long leaves) {}

    /**
     * Likes that a viewer sends in one message.
     *
     * @param at milliseconds after the start, while the viewer is connected
     * @param visit index in {@link Crowd#visits()}
     * @param count 1 to 100
     */
    public record Cheer(long at, int visit, int count) {}
}
