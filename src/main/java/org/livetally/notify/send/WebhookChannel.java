package org.livetally.notify.send;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.notify.targets.Secrets;

/** A program that takes Standard Webhooks 1.0.0: one event a request, signed over its id, its time and its bytes. */
final class WebhookChannel implements Channel {
    @Override
    public Post post(Batch batch, long now) {
        Delivery delivery = batch.deliveries().get(0);
        byte[] body = Signatures.utf8(delivery.body());
        String id = delivery.event();
        String seconds = Long.toString(TimeUnit.MILLISECONDS.toSeconds(now));
        byte[] key = Objects.requireNonNull(Secrets.key(batch.access().secret()), "checked when it was set");
        byte[] signature = Signatures.hmacSha256(key, Signatures.utf8(id + "." + seconds + "."), body);
        return new Post(
                URI.create(batch.access().url()),
                Map.of(
                        "content-type",
                        Post.JSON,
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        seconds,
                        "webhook-signature",
                        "v1," + Signatures.base64(signature)),
                body);
    }

    /** The status says it all. */
    @Override
    public @Nullable String refusal(byte[] answer) {
        return null;
    }
}
