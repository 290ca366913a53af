package org.livetally.boards;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes on first use, which most snapshots never have. If two threads use it at once both encode, with the same
 * result.
 */
final class Once implements Supplier<byte[]> {
    private final Supplier<byte[]> encode;
    private volatile byte @Nullable [] encoded;

    Once(Supplier<byte[]> encode) {
        this.encode = encode;
    }

    @Override
    public byte[] get() {
        byte[] bytes = encoded;
        if (bytes == null) {
            bytes = encode.get();
            encoded = bytes;
        }
        return bytes;
    }
}
