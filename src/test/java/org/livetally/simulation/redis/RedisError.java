package org.livetally.simulation.redis;

/** A command is refused; the message is what the client reads, its first word the kind. */
final class RedisError extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final String SYNTAX = "ERR syntax error";
    static final String NO_INTEGER = "ERR value is not an integer or out of range";
    static final String NO_FLOAT = "ERR value is not a valid float";
    static final String WRONG_TYPE = "WRONGTYPE Operation against a key holding the wrong kind of value";

    RedisError(String message) {
        super(message, null, false, false);
    }

    Reply reply() {
        return new Reply.Failure(String.valueOf(getMessage()));
    }
}
