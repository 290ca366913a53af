package org.livetally.intake.connectors.standard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Utf8;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;
import org.livetally.wire.MessageLimits;

/**
 * Standard Webhooks 1.0.0 around the messages of {@code POST /api/orders}: one object, or an array of up to
 * {@value MessageLimits#MAX_FRAME_MESSAGES}. A message may leave out its stream, which is the connector's, and an order
 * its channel.
 */
public final class StandardPlatform implements Platform {
    /** What the specification names a message when people look at a list: the body's own types say more. */
    private static final String TOPIC = "messages";

    @Override
    public String kind() {
        return "standard";
    }

    @Override
    public String idPrefix(Shop shop) {
        return "";
    }

    @Override
    public @Nullable Reason secretProblem(String secret) {
        return StandardWebhook.key(secret) == null ? Rule.HOOK_SECRET.reason(StandardWebhook.PREFIX) : null;
    }

    @Override
    public Verified verify(Hook hook, List<String> secrets, long now) {
        return StandardWebhook.verify(hook, secrets, now);
    }

    @Override
    public Translation translate(Hook hook, Shop shop) throws UnreadableException {
        List<JsonObject> messages = new ArrayList<>();
        for (Object message : messages(hook)) {
            if (!(message instanceof JsonObject object)) {
                throw new UnreadableException(Rule.FRAME_ELEMENT.reason(messages.size()));
            }
            messages.add(complete(object, shop));
        }
        return Translation.of(TOPIC, hook.header(StandardWebhook.ID), messages);
    }

    private static Iterable<?> messages(Hook hook) throws UnreadableException {
        try {
            if (!Utf8.isValid(hook.body())) {
                throw new UnreadableException(Rule.HOOK_JSON.reason());
            }
            Object body = Json.decodeValue(Buffer.buffer(hook.body()));
            if (body instanceof JsonArray array) {
                if (array.size() > MessageLimits.MAX_FRAME_MESSAGES) {
                    throw new UnreadableException(Rule.FRAME_MESSAGES.reason(MessageLimits.MAX_FRAME_MESSAGES));
                }
                return array;
            }
            if (body instanceof JsonObject object) {
                return List.of(object);
            }
        } catch (DecodeException e) {
            throw new UnreadableException(Rule.HOOK_JSON.reason());
        }
        throw new UnreadableException(Rule.FRAME_TYPE.reason());
    }

    private static JsonObject complete(JsonObject message, Shop shop) {
        if (!message.containsKey("stream")) {
            message.put("stream", shop.stream());
        }
        if (shop.channel() != null && "order".equals(message.getValue("type")) && !message.containsKey("channel")) {
            message.put("channel", shop.channel());
        }
        return message;
    }

    @Override
    public Hook sample(Shop shop, String secret, long now) {
        JsonObject line = new JsonObject().put("sku", "test").put("qty", 1).put("amount", 1);
        JsonObject order = new JsonObject()
                .put("type", "order")
                .put("id", "test-order")
                .put("at", now)
                .put("lines", new JsonArray().add(line))
                .put("status", "placed");
        return StandardWebhook.sign(secret, "msg_test", now, order.toBuffer().getBytes());
    }
}
