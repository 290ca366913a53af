package org.livetally.intake.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.standard.StandardWebhook;

/** A delivery as a shop sends it. */
public final class SignedHook {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SignedHook() {}

    /** A Standard Webhook. @param now epoch milliseconds at which it is signed */
    public static Hook standard(String secret, String id, long now, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] key = StandardWebhook.key(secret);
        if (key == null) {
            throw new IllegalArgumentException(secret);
        }
        long seconds = now / 1_000;
        return new Hook(
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(seconds),
                        "webhook-signature", StandardWebhook.signature(key, id, seconds, bytes)),
                bytes);
    }

    /** Posts a delivery to a connector. */
    public static HttpResponse<String> post(int port, String connector, Hook hook) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/hooks/" + connector))
                .POST(BodyPublishers.ofByteArray(hook.body()));
        hook.headers().forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
