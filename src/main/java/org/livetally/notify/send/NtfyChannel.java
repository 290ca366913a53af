package org.livetally.notify.send;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.connectors.platform.Signatures;

/** A topic of ntfy: the text is the body, and an access token, if there is one, is a bearer's. At most 4,096 bytes. */
final class NtfyChannel implements Channel {
    private static final int MAX_BYTES = 4_096;

    @Override
    public Post post(Batch batch, long now) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "text/plain; charset=utf-8");
        headers.put("title", "Livetally");
        if (!batch.access().secret().isEmpty()) {
            headers.put("authorization", "Bearer " + batch.access().secret());
        }
        return new Post(URI.create(batch.access().url()), headers, Signatures.utf8(EventText.of(batch, MAX_BYTES)));
    }

    /** The status says it all. */
    @Override
    public @Nullable String refusal(byte[] answer) {
        return null;
    }
}
