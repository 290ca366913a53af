package org.livetally.wire;

/**
 * The limits of what clients send. The client library and the pages keep their own copies, each in its
 * {@code limits.js}, which {@code MessageLimitsTest} compares with these.
 */
public final class MessageLimits {
    /** Maximum length of an id or a name, in characters. */
    public static final int MAX_NAME = 64;

    /** Maximum size of a producer's frame, in bytes. */
    public static final int MAX_FRAME_BYTES = 256 * 1024;

    /** Maximum number of messages in a producer's frame. */
    public static final int MAX_FRAME_MESSAGES = 1_000;

    /** Maximum number of likes in a viewer's message. */
    public static final int MAX_LIKES = 100;

    /** Maximum value of a viewer's order, in minor units. */
    public static final long MAX_SHOP_VALUE = 100_000_000;

    private MessageLimits() {}
}
