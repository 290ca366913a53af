package org.livetally.notify.send;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.notify.targets.Target.Access;

/** The robot of a group chat. It answers with a good status whatever it thinks of a message, and says so in a code. */
enum Robot implements Channel {
    /**
     * Signed in its address: {@code timestamp} (ms), and {@code sign}, the HMAC-SHA256 of the timestamp, a line feed and the
     * secret, by the secret, in Base64. At most 20 messages a minute.
     */
    DINGTALK(4_000, "errcode") {
        @Override
        Post post(Access access, String text, long now) {
            String url = access.url();
            if (!access.secret().isEmpty()) {
                byte[] sign = Signatures.hmacSha256(
                        Signatures.utf8(access.secret()), Signatures.utf8(now + "\n" + access.secret()));
                url += (url.contains("?") ? "&" : "?") + "timestamp=" + now + "&sign="
                        + URLEncoder.encode(Signatures.base64(sign), StandardCharsets.UTF_8);
            }
            return json(url, msgtypeText(text));
        }
    },
    /**
     * Signed in its body: {@code timestamp} (s), and {@code sign}, the HMAC-SHA256 of nothing, by the timestamp, a line feed
     * and the secret, in Base64. At most 100 messages a minute, five a second, of 20 KB.
     */
    FEISHU(4_000, "code") {
        @Override
        Post post(Access access, String text, long now) {
            JsonObject body = new JsonObject();
            if (!access.secret().isEmpty()) {
                long seconds = TimeUnit.MILLISECONDS.toSeconds(now);
                byte[] sign = Signatures.hmacSha256(Signatures.utf8(seconds + "\n" + access.secret()));
                body.put("timestamp", Long.toString(seconds)).put("sign", Signatures.base64(sign));
            }
            return json(access.url(), body.put("msg_type", "text").put("content", new JsonObject().put("text", text)));
        }
    },
    /** Its address holds its key, and nothing is signed. At most 20 messages a minute, of 2,048 bytes of text. */
    WECOM(2_048, "errcode") {
        @Override
        Post post(Access access, String text, long now) {
            return json(access.url(), msgtypeText(text));
        }
    };

    private static final int MAX_SAID = 200;

    private final int maxBytes;
    private final String code;

    Robot(int maxBytes, String code) {
        this.maxBytes = maxBytes;
        this.code = code;
    }

    /** The request that writes a text. */
    abstract Post post(Access access, String text, long now);

    @Override
    public Post post(Batch batch, long now) {
        return post(batch.access(), EventText.of(batch, maxBytes), now);
    }

    @Override
    public @Nullable String refusal(byte[] answer) {
        try {
            if (Json.decodeValue(Buffer.buffer(answer)) instanceof JsonObject said
                    && said.getValue(code) instanceof Number number) {
                return number.longValue() == 0 ? null : brief(said.encode());
            }
        } catch (DecodeException e) {
            return "it does not answer as such a robot does";
        }
        return "it does not answer as such a robot does";
    }

    private static String brief(String said) {
        return said.length() <= MAX_SAID ? said : said.substring(0, MAX_SAID);
    }

    private static JsonObject msgtypeText(String text) {
        return new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", text));
    }

    private static Post json(String url, JsonObject body) {
        return new Post(
                URI.create(url),
                Map.of("content-type", Post.JSON),
                body.toBuffer().getBytes());
    }
}
