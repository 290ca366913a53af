// The server's own limits. wire.MessageLimitsTest compares them with those.

/** Of an id, in characters. */
export const MAX_NAME = 64;
/** Of a producer's frame. */
export const MAX_FRAME_BYTES = 256 * 1024;
export const MAX_FRAME_MESSAGES = 1_000;
/** Of a message. */
export const MAX_LIKES = 100;
/** Of a board's `recent`: Redis keeps no more. */
export const MAX_RECENT = 20;
/** The close code of a token that ended. */
export const TOKEN_ENDED = 4401;
