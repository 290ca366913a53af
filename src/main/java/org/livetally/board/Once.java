package org.livetally.board;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Encodes when it is asked first, which most snapshots never are. Two threads may both do it, with the same result. */
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
