package org.livetally.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.metrics.Metrics;
import org.livetally.notify.Event;
import org.livetally.notify.Events;
import org.livetally.notify.LinkedLoop;
import org.livetally.notify.send.Poster.Answer;
import org.livetally.notify.targets.Targets;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** When what is sent, on a clock that stands still, to receivers that answer as they are told. */
@ExtendWith(VertxExtension.class)
final class SenderTest {
    private static final Answer TAKEN = new Answer(200, 0, "{\"errcode\":0}".getBytes(StandardCharsets.UTF_8));
    private static final long MINUTE = 60_000;

    private final ManualClock clock = new ManualClock();
    private final LinkedLoop loop;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile Function<Post, Future<Answer>> answer = post -> Future.succeededFuture(TAKEN);
    private Sender sender;

    SenderTest(Vertx vertx) {
        loop = new LinkedLoop(vertx);
        sender = loop.ask(redis -> Future.succeededFuture(sender(redis)));
    }

    private Sender sender(RedisLink redis) {
        return new Sender(
                new Outbox(redis),
                new Targets(redis),
                post -> {
                    sent.add(post.url().getHost() + " " + name(post));
                    return answer.apply(post);
                },
                new RetrySchedule(() -> 0),
                new Sender.Surroundings(clock, new Metrics().notifications));
    }

    /** The id of a webhook's event, or the lines of a chat's text. */
    private static String name(Post post) {
        String id = post.headers().get("webhook-id");
        return id != null
                ? id
                : new JsonObject(new String(post.body(), StandardCharsets.UTF_8))
                        .getJsonObject("text")
                        .getString("content")
                        .replace('\n', '|');
    }

    @Test
    void aFailureIsTriedAgainWhenItIsDueAndGivenUpAfterTheTenth() {
        target("erp", "webhook");
        tell("import-1");
        answer = post -> Future.succeededFuture(new Answer(500, 0, new byte[0]));
        turn();
        assertSent("erp import-1");
        clock.advance(4_999);
        turn();
        assertSent();
        clock.advance(1);
        turn();
        assertSent("erp import-1");
        for (int i = 0; i < 8; i++) {
            clock.advance(24 * 60 * MINUTE);
            turn();
            assertSent("erp import-1");
        }
        assertEquals("0", TestRedis.text("ZCARD", NotifyKeys.WAITING));
        assertTrue(attempt("erp").encode().contains("\"outcome\":\"dropped\""), attempt("erp")::encode);
        assertEquals("10", TestRedis.text("LLEN", NotifyKeys.attempts("erp")));
    }

    @Test
    void whatWaitsGoesInOrderOnceTheReceiverTakesSomething() {
        target("erp", "webhook");
        answer = post -> Future.failedFuture("refused");
        tell("import-1");
        clock.advance(1);
        tell("import-2");
        turn();
        turn();
        assertSent("erp import-1", "erp import-2");
        answer = post -> Future.succeededFuture(TAKEN);
        clock.advance(1);
        tell("import-3");
        turn();
        assertSent("erp import-3", "erp import-1", "erp import-2");
        assertEquals("0", TestRedis.text("HLEN", NotifyKeys.OUTBOX));
    }

    @Test
    void aReceiverThatAsksForAPauseGetsNothingBeforeItIsOver() {
        target("erp", "webhook");
        answer = post -> Future.succeededFuture(new Answer(429, 90_000, new byte[0]));
        tell("import-1");
        turn();
        assertSent("erp import-1");
        tell("import-2");
        clock.advance(89_999);
        turn();
        assertSent();
        answer = post -> Future.succeededFuture(TAKEN);
        clock.advance(1);
        turn();
        assertSent("erp import-2", "erp import-1");
    }

    @Test
    void aSlowReceiverHoldsUpNobodyElse() {
        target("slow", "webhook");
        target("erp", "webhook");
        Promise<Answer> late = Promise.promise();
        answer = post -> post.url().getHost().equals("slow") ? late.future() : Future.succeededFuture(TAKEN);
        tell("import-1");
        tell("import-2");
        turn();
        Await.until("the other has both", () -> sent.containsAll(List.of("erp import-1", "erp import-2")));
        assertEquals(
                List.of("slow import-1"),
                sent.stream().filter(each -> each.startsWith("slow")).toList());
        late.complete(TAKEN);
        Await.until("the slow one's second", () -> sent.contains("slow import-2"));
    }

    @Test
    void aChatGetsAMessageAMinuteWithAllThatHasCome() {
        target("chat", "dingtalk");
        tell("import-1");
        turn();
        assertSent("chat Livetally|import-1");
        tell("import-2");
        clock.advance(MINUTE / 2);
        tell("import-3");
        turn();
        assertSent();
        clock.advance(MINUTE / 2);
        turn();
        assertSent("chat Livetally|import-2|import-3");
    }

    @Test
    void afterADayWithoutInternetAChatGetsOneMessage() {
        target("chat", "wecom");
        answer = post -> Future.failedFuture("no route");
        tell("import-1");
        turn();
        clock.advance(60 * MINUTE);
        tell("import-2");
        turn();
        sent.clear();
        answer = post -> Future.succeededFuture(TAKEN);
        clock.advance(24 * 60 * MINUTE);
        turn();
        assertSent("chat Livetally|import-1|import-2");
        assertEquals("0", TestRedis.text("HLEN", NotifyKeys.OUTBOX));
    }

    @Test
    void anotherSenderGoesOnWhereAKilledOneStopped() {
        target("erp", "webhook");
        tell("import-1");
        answer = post -> Promise.<Answer>promise().future(); // killed before an answer
        turn();
        assertSent("erp import-1");
        answer = post -> Future.succeededFuture(TAKEN);
        sender = loop.ask(redis -> Future.succeededFuture(sender(redis)));
        turn();
        assertSent("erp import-1");
        assertEquals("0", TestRedis.text("HLEN", NotifyKeys.OUTBOX));
    }

    private static void target(String id, String kind) {
        String secret = kind.equals("webhook") ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" : "";
        TestRedis.command(
                "HSET", NotifyKeys.TARGETS, id, "{\"kind\":\"" + kind + "\",\"title\":\"t\",\"language\":\"en\"}");
        TestRedis.command(
                "HSET",
                NotifyKeys.SECRETS,
                id,
                new JsonObject()
                        .put("url", "https://" + id + "/")
                        .put("secret", secret)
                        .encode());
    }

    private void tell(String id) {
        Event event = Event.importFinished(id.substring("import-".length()), "naqu", id, 0, new JsonObject());
        loop.ask(redis -> new Events(redis, clock).tell(event));
    }

    /** Lets it send what is due, and all that follows from the answers. */
    private void turn() {
        List<String> before = new ArrayList<>();
        do {
            before.clear();
            before.addAll(sent);
            loop.ask(redis -> sender.turn());
            for (int i = 0; i < 4; i++) { // an attempt is noted, and what is due then is read, in two round trips
                loop.ask(redis -> redis.send(Request.cmd(Command.PING)));
            }
        } while (!before.equals(sent));
    }

    private void assertSent(String... expected) {
        List<String> lines = sent.stream()
                .map(line -> line.replaceAll("The import of (import-\\d) into naqu has finished: recorded 0", "$1"))
                .toList();
        assertEquals(List.of(expected), lines);
        sent.clear();
    }

    private static JsonObject attempt(String target) {
        return new JsonObject(TestRedis.text("LINDEX", NotifyKeys.attempts(target), "0"));
    }
}
