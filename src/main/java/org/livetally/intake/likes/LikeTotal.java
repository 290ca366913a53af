package org.livetally.intake.likes;

/**
 * How many likes a source has counted in all, as it says now. It is no message of the ledger: a total that is sent
 * again, or that is lower than an earlier one, counts nothing.
 *
 * @param stream not checked yet
 * @param source who counts, such as {@code tiktok:room}
 * @param total from 0
 */
public record LikeTotal(String stream, String source, long total) {
    /** The type of the message that says it. */
    public static final String TYPE = "likes";
}
