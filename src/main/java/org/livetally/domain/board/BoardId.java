package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Ids;

/**
 * The id of a board: that of a stream, whose board it is, or {@code @} and the id of a campaign, which is a board over
 * many streams. Both kinds of id have the same form, so a board's id tells which one it is.
 */
public final class BoardId {
    private final String text;

    private BoardId(String text) {
        this.text = text;
    }

    /** The board with this id; null if no board can have it. */
    public static @Nullable BoardId parse(String text) {
        return Ids.isBoard(text) ? new BoardId(text) : null;
    }

    /** The board of a stream that exists. Its id is not checked again: this is called for each batch of orders. */
    public static BoardId ofStream(String stream) {
        return new BoardId(stream);
    }

    /** The board of a campaign that exists. */
    public static BoardId ofCampaign(String campaign) {
        return new BoardId(Ids.CAMPAIGN + campaign);
    }

    /** Whether it is the board of a campaign. */
    public boolean isCampaign() {
        return Ids.isOfCampaign(text);
    }

    /**
     * The stream whose board it is.
     *
     * @throws IllegalStateException if it is the board of a campaign
     */
    public String stream() {
        if (isCampaign()) {
            throw new IllegalStateException(text + " is not the board of one stream");
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoardId id && text.equals(id.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As clients write it, for example {@code naqu-4500m} or {@code @new-year}. */
    @Override
    public String toString() {
        return text;
    }
}
