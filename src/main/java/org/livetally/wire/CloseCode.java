package org.livetally.wire;

import org.livetally.domain.rule.Rule;

/** Why the server closes a WebSocket. The list is closed (RFC 6455, section 7.4; codes from 4000 up are our own). */
public enum CloseCode {
    GOING_AWAY(1001, "the server is stopping"),
    NOT_TEXT(1003, Rule.MESSAGE_TEXT),
    NOT_UTF8(1007, Rule.MESSAGE_UTF8),
    TOO_MANY(1008, "too many messages"),
    TOO_MANY_INVALID(1008, "too many invalid messages in a row"),
    TOO_LONG(1008, "the message did not come in time"),
    TOO_LARGE(1009, Rule.MESSAGE_BYTES),
    TOKEN_REVOKED(4401, "the token was revoked"),
    TOKEN_EXPIRED(4401, "the token has expired"),
    NOT_PUBLIC(4401, "the stream is no longer public: it needs a token"),
    NOT_ANSWERING(4000, "no answer to pings"),
    TOO_SLOW(4008, "took nothing for 30 s");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    CloseCode(int code, Rule broken) {
        this(code, broken.reason().sentence());
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }

    /** The reason, in words for the peer. */
    public String reason() {
        return reason;
    }
}
