package org.livetally.notify.send;

import java.net.URI;
import java.util.Map;

/** A request that delivers something. */
record Post(URI url, Map<String, String> headers, byte[] body) {
    static final String JSON = "application/json; charset=utf-8";

    /** Not the address, which may let anybody write there. */
    @Override
    public String toString() {
        return "Post";
    }
}
