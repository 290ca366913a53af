package org.livetally.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.livetally.notify.targets.Target;
import org.livetally.notify.targets.Target.Access;
import org.livetally.notify.targets.TargetKind;

/** What is written to each kind of target; signatures were computed by other programs. */
final class ChannelTest {
    private static final long NOW = 1_614_265_330_000L;

    /** The example of the specification's libraries. */
    @Test
    void aWebhookIsSignedAsTheSpecificationSays() {
        Post post = post(
                TargetKind.WEBHOOK,
                new Access("https://erp.example/x?y=1", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                new Delivery("t\tmsg_p5jXN8AQM9LWM0D4loKWxJek", 0, "{\"test\": 2432232314}"));
        assertEquals("https://erp.example/x?y=1", post.url().toString());
        assertEquals("msg_p5jXN8AQM9LWM0D4loKWxJek", post.headers().get("webhook-id"));
        assertEquals("1614265330", post.headers().get("webhook-timestamp"));
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                post.headers().get("webhook-signature"));
        assertEquals("{\"test\": 2432232314}", text(post));
    }

    /** {@code printf '1614265330000\nSECx' | openssl dgst -sha256 -hmac SECx -binary | base64}. */
    @Test
    void dingTalkIsSignedInItsAddress() {
        Post post = post(
                TargetKind.DINGTALK, new Access("https://oapi.dingtalk.com/robot/send?access_token=a", "SECx"), goal());
        assertEquals(
                "https://oapi.dingtalk.com/robot/send?access_token=a&timestamp=1614265330000&sign=7LXp2fbxWvyLNPvouzQ8qrlnmdpRexWrdo0dwBi0jtc%3D",
                post.url().toString());
        assertEquals("text", new JsonObject(text(post)).getString("msgtype"));
        assertTrue(
                text(post).contains("\"content\":\"Livetally\\n4500米 达成目标 CNY 1,000.00，成交额 CNY 1,234.50\""),
                text(post));
    }

    /** {@code printf '' | openssl dgst -sha256 -hmac $'1614265330\nkey' -binary | base64}. */
    @Test
    void feishuIsSignedInItsBody() {
        JsonObject body = new JsonObject(text(
                post(TargetKind.FEISHU, new Access("https://open.feishu.cn/open-apis/bot/v2/hook/x", "key"), goal())));
        assertEquals("1614265330", body.getString("timestamp"));
        assertEquals("kqsxOknOB+YPX7bzjNPgRsRNdzX3avnquQtmLX9hG0g=", body.getString("sign"));
        assertEquals("text", body.getString("msg_type"));
        assertTrue(body.getJsonObject("content").getString("text").startsWith("Livetally\n"), body::encode);
    }

    @Test
    void withoutASecretNothingIsSigned() {
        Post ding = post(TargetKind.DINGTALK, new Access("https://a/?access_token=a", ""), goal());
        assertEquals("https://a/?access_token=a", ding.url().toString());
        String feishu = text(post(TargetKind.FEISHU, new Access("https://a/", ""), goal()));
        assertTrue(feishu.startsWith("{\"msg_type\":\"text\""), feishu);
    }

    @Test
    void ntfyGetsPlainTextAndABearer() {
        Post post = post(TargetKind.NTFY, new Access("https://ntfy.sh/topic", "tk_1"), goal());
        assertEquals("Bearer tk_1", post.headers().get("authorization"));
        assertTrue(text(post).startsWith("Livetally\n4500米"), text(post));
    }

    @Test
    void aGoodStatusWithACodeIsARefusal() {
        assertNull(refusal(TargetKind.DINGTALK, "{\"errcode\":0,\"errmsg\":\"ok\"}"));
        assertEquals(
                "{\"errcode\":310000,\"errmsg\":\"sign not match\"}",
                refusal(TargetKind.DINGTALK, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}"));
        assertNotNull(refusal(TargetKind.WECOM, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}"));
        assertNull(refusal(TargetKind.FEISHU, "{\"code\":0,\"msg\":\"success\",\"data\":{}}"));
        assertNotNull(refusal(TargetKind.FEISHU, "{\"code\":19021,\"msg\":\"sign match fail\"}"));
        assertNotNull(refusal(TargetKind.FEISHU, "<html>"));
        assertNotNull(refusal(TargetKind.WECOM, ""));
        assertNull(refusal(TargetKind.WEBHOOK, "whatever"));
    }

    @Test
    void aSilenceThatIsOverIsOneLineAndALongTextIsCut() {
        Delivery stale = delivery("board.stale", "{\"since\":1000}");
        Delivery recovered = delivery("board.recovered", "{\"since\":1000,\"until\":43000}");
        assertEquals(
                "Livetally\nThe figures on the screens move again, after 42 s",
                EventText.of(
                        batch(TargetKind.NTFY, new Access("https://a/", ""), List.of(stale, recovered), "en"), 4_096));
        List<Delivery> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(delivery("stream.started", "{\"title\":\"直播间 " + i + "\"}"));
        }
        String text = EventText.of(batch(TargetKind.WECOM, new Access("https://a/", ""), many, "zh"), 2_048);
        assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 2_048, text);
        assertTrue(text.startsWith("Livetally\n直播开始：直播间 0\n"), text);
        assertTrue(text.matches("(?s).*\n…还有 \\d+ 条"), text);
    }

    @Test
    void everyEventHasItsSentence() {
        String facts = "\"stream\":\"naqu\",\"title\":\"那曲\",\"currency\":\"CNY\",\"currencyDigits\":2,\"goal\":100000,"
                + "\"gmv\":123450";
        assertEquals(
                "Livetally\n"
                        + "“那曲” is live\n"
                        + "“那曲” is at 50 % of its goal: GMV CNY 1,234.50\n"
                        + "“那曲” has passed CNY 3,000,000.00\n"
                        + "“那曲” has ended: GMV CNY 1,234.50, orders 7\n"
                        + "Connector “那曲” of naqu fails: bad signature\n"
                        + "The import of a.csv into naqu has finished: recorded 12\n"
                        + "This is a test",
                EventText.of(
                        batch(
                                TargetKind.NTFY,
                                new Access("https://a/", ""),
                                List.of(
                                        delivery("stream.started", "{" + facts + "}"),
                                        delivery("milestone.reached", "{" + facts + ",\"percent\":50}"),
                                        delivery("milestone.reached", "{" + facts + ",\"amount\":300000000}"),
                                        delivery(
                                                "stream.ended",
                                                "{" + facts + ",\"totals\":{\"gmv\":123450,\"orders\":7}}"),
                                        delivery("connector.failing", "{" + facts + ",\"why\":\"bad signature\"}"),
                                        delivery(
                                                "import.finished",
                                                "{\"stream\":\"naqu\",\"file\":\"a.csv\",\"recorded\":12}"),
                                        delivery("test", "{}")),
                                "en"),
                        4_096));
    }

    private static Delivery goal() {
        return delivery(
                "goal.reached",
                "{\"title\":\"4500米\",\"currency\":\"CNY\",\"currencyDigits\":2,\"goal\":100000,\"gmv\":123450}");
    }

    private static Delivery delivery(String type, String data) {
        return new Delivery("t\te", 0, "{\"type\":\"" + type + "\",\"timestamp\":\"\",\"data\":" + data + "}");
    }

    private static Post post(TargetKind kind, Access access, Delivery delivery) {
        return Channel.of(kind).post(batch(kind, access, List.of(delivery), "zh"), NOW);
    }

    private static Batch batch(TargetKind kind, Access access, List<Delivery> deliveries, String language) {
        JsonObject json = new JsonObject().put("kind", kind.wire()).put("language", language);
        return new Batch(new Target("t", json), access, deliveries);
    }

    private static @Nullable String refusal(TargetKind kind, String answer) {
        return Channel.of(kind).refusal(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Post post) {
        return new String(post.body(), StandardCharsets.UTF_8);
    }
}
