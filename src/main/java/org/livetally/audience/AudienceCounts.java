package org.livetally.audience;

/**
 * Redis' answer to a batch: the figures of the whole stream, over all nodes.
 *
 * @param likes likes so far
 * @param viewers open audience connections
 * @param raised whether this run raised the stream's version
 * @param counted whether the likes and views of this batch were counted; only those of a live stream are
 * @param live whether the stream is live now
 */
record AudienceCounts(long likes, long viewers, boolean raised, boolean counted, boolean live) {
    /** The figures of a stream that does not exist. */
    static final AudienceCounts NONE = new AudienceCounts(0, 0, false, false, false);
}
