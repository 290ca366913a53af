package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.metrics.Metrics;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.FakeSentinel;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TlsRedis;

/** Which server a link uses that Sentinels name, as they contradict one another and change their minds. */
@ExtendWith(VertxExtension.class)
final class SentinelsTest {
    private static RedisProcess one;
    private static RedisProcess other;
    private static RedisProcess replica;

    @TempDir
    private Path directory;

    private List<FakeSentinel> sentinels;

    @BeforeAll
    static void start() {
        one = RedisProcess.start();
        other = RedisProcess.start();
        replica = RedisProcess.start("--replicaof", "127.0.0.1 " + one.port());
    }

    @AfterAll
    static void stop() {
        replica.close();
        other.close();
        one.close();
    }

    @BeforeEach
    void threeThatAgree() {
        sentinels = Stream.generate(() -> FakeSentinel.of(one.port())).limit(3).toList();
    }

    @AfterEach
    void end() {
        sentinels.forEach(FakeSentinel::close);
    }

    @Test
    void whatOneKnowsOfANewerFailoverCountsThoughTheOldPrimaryTakesWrites(Vertx vertx) {
        RedisLink link = serving(vertx, uri(""));
        assertEquals(one.port(), server(vertx, link));
        sentinels.get(1).names(other.port(), 1);
        Await.until("the other one is used", () -> link.isConnected() && server(vertx, link) == other.port());
        close(vertx, link);
    }

    @Test
    void mostCountIfThereWasNoFailover(Vertx vertx) {
        sentinels.get(0).names(other.port(), 0);
        RedisLink link = serving(vertx, uri(""));
        assertEquals(one.port(), server(vertx, link));
        sentinels.get(1).names(other.port(), 0);
        Await.until("the other one is used", () -> link.isConnected() && server(vertx, link) == other.port());
        close(vertx, link);
    }

    @Test
    void itDependsOnNobodysHasteWhichFailoverCounts(Vertx vertx) {
        sentinels.get(0).names(other.port(), 0);
        sentinels.get(1).names(other.port(), 0);
        sentinels.get(2).names(one.port(), 7);
        sentinels.get(2).setLateMs(100);
        RedisLink link = serving(vertx, uri(""));
        assertEquals(one.port(), server(vertx, link));
        close(vertx, link);
    }

    /** The second connection may be the first that learns of it. */
    @Test
    void theConnectionThatWaitsForReplicasFollowsAndHidesNothingFromTheOther(Vertx vertx) {
        RedisLink link = serving(vertx, uri(""));
        Promise<Void> waits = Promise.promise();
        vertx.runOnContext(loop -> {
            link.withReplicas(1);
            waits.complete();
        });
        Await.result(waits.future());
        Await.until("both use the old primary", () -> users(one).size() == 2);
        String first = connection(vertx, link);
        List<String> beside =
                users(one).stream().filter(each -> !each.equals(first)).toList();
        sentinels.get(0).names(other.port(), 1);
        beside.forEach(each -> one.ask("CLIENT", "KILL", "ID", each));
        Await.until(
                "both use the new one",
                () -> users(one).isEmpty() && users(other).size() == 2);
        close(vertx, link);
    }

    @Test
    void oneThatMissedTheLastFailoverChangesNothing(Vertx vertx) {
        sentinels.forEach(each -> each.names(one.port(), 7));
        RedisLink link = serving(vertx, uri(""));
        String connection = connection(vertx, link);
        sentinels.get(0).names(other.port(), 6);
        sentinels.get(1).setSilent(true);
        sentinels.get(2).setSilent(true);
        awaitMoreQuestions(sentinels.get(0));
        assertEquals(connection, connection(vertx, link));
        close(vertx, link);
    }

    @Test
    void withoutAnySentinelTheConnectionStays(Vertx vertx) {
        RedisLink link = serving(vertx, uri(""));
        String connection = connection(vertx, link);
        sentinels.subList(0, 2).forEach(FakeSentinel::close);
        sentinels.get(2).setSilent(true);
        Await.until("a question without an answer", () -> sentinels.get(2).unanswered() > 1);
        assertEquals(connection, connection(vertx, link));
        close(vertx, link);
    }

    @Test
    void oneThatAnswersIsEnoughToConnect(Vertx vertx) {
        sentinels.get(0).close();
        sentinels.get(1).setSilent(true);
        RedisLink link = serving(vertx, uri(""));
        assertEquals(one.port(), server(vertx, link));
        close(vertx, link);
    }

    @Test
    void aReplicaIsUsedByNobodyUntilItIsThePrimary(Vertx vertx) {
        sentinels.forEach(each -> each.names(replica.port(), 1));
        RedisLink server = open(vertx, uri(""));
        Promise<RedisLink> opened = Promise.promise();
        vertx.runOnContext(loop -> opened.complete(RedisLink.openToAny(vertx, new RedisAddress(uri("")))));
        RedisLink task = Await.result(opened.future());
        for (RedisLink link : List.of(server, task)) {
            Await.until("it is known for a replica", () -> link.problem().contains("READONLY"));
            assertFalse(link.isConnected());
        }
        replica.ask("REPLICAOF NO ONE");
        Await.until("both are connected", () -> server.isConnected() && task.isConnected());
        assertEquals(replica.port(), server(vertx, task));
        close(vertx, server);
        close(vertx, task);
    }

    @Test
    void aNameThatNoSentinelKnowsIsSaidAtOnce(Vertx vertx) {
        String uri = uri("").replace("/livetally", "/livetaly");
        CommandOutcome audit = CommandOutcome.run("audit", "--redis-uri", uri);
        assertEquals(1, audit.exit(), audit::toString);
        assertTrue(audit.err().contains("the Sentinels know no primary by the name livetaly: "), audit::toString);
        assertTrue(audit.err().contains("nothing was audited"), audit::toString);
    }

    @Test
    void theirUserAndPasswordAreTheirOwn(Vertx vertx) {
        sentinels.forEach(each -> each.wants("tally p@ss"));
        CommandOutcome audit = CommandOutcome.run("audit", "--redis-uri", uri(""));
        assertTrue(audit.err().contains("NOAUTH") && audit.err().contains("?sentinelUser="), audit::toString);
        CommandOutcome wrong =
                CommandOutcome.run("audit", "--redis-uri", uri("?sentinelUser=tally&sentinelPassword=secret"));
        assertTrue(wrong.err().contains("WRONGPASS") && !wrong.err().contains("secret"), wrong::toString);
        RedisLink link = serving(vertx, uri("?sentinelUser=tally&sentinelPassword=p%40ss"));
        assertEquals(one.port(), server(vertx, link));
        close(vertx, link);
    }

    @Test
    void theReasonOfEachIsSaidIfNoneAnswers(Vertx vertx) {
        sentinels.forEach(FakeSentinel::close);
        RedisLink link = open(vertx, uri(""));
        Await.until(
                "a reason",
                () -> link.problem().contains("no Sentinel says where the primary is: Sentinel 127.0.0.1:")
                        && link.problem().contains("Connection refused"));
        close(vertx, link);
    }

    @Test
    void bothAreReachedOverTls(Vertx vertx) throws Exception {
        try (TlsRedis tls = TlsRedis.start(directory, "ip:127.0.0.1");
                TlsRedis front = tls.another(one.port());
                TlsRedis sentinel = tls.another(sentinels.get(0).port())) {
            sentinels.get(0).names(front.port(), 0);
            RedisAddress address = new RedisAddress(
                    "rediss+sentinel://127.0.0.1:" + sentinel.port() + "/livetally/3", tls.certificate());
            RedisLink link = open(vertx, address);
            Await.until("connected", link::isConnected);
            assertEquals(one.port(), server(vertx, link));
            assertTrue(ask(vertx, link, Request.cmd(Command.CLIENT).arg("LIST")).contains(" db=3 "), "the database");
            close(vertx, link);
        }
    }

    /** The ids of the connections of links. */
    private static List<String> users(RedisProcess redis) {
        return String.valueOf(redis.ask("CLIENT", "LIST", "TYPE", "normal"))
                .lines()
                .filter(line -> !line.contains(" cmd=client|list "))
                .map(line -> line.substring("id=".length(), line.indexOf(' ')))
                .toList();
    }

    private void awaitMoreQuestions(FakeSentinel sentinel) {
        int now = sentinel.questions();
        Await.until("two more rounds", () -> sentinel.questions() > now + 2);
    }

    private String uri(String query) {
        return sentinels.stream()
                .map(each -> "127.0.0.1:" + each.port())
                .collect(Collectors.joining(",", "redis+sentinel://", "/livetally" + query));
    }

    private static RedisLink serving(Vertx vertx, String uri) {
        RedisLink link = open(vertx, uri);
        Await.until("connected", link::isConnected);
        return link;
    }

    private static RedisLink open(Vertx vertx, String uri) {
        return open(vertx, new RedisAddress(uri));
    }

    private static RedisLink open(Vertx vertx, RedisAddress address) {
        Promise<RedisLink> opened = Promise.promise();
        vertx.runOnContext(loop -> opened.complete(RedisLink.open(vertx, address, new Metrics())));
        return Await.result(opened.future());
    }

    /** The port of the server itself, which may be behind another one. */
    private static int server(Vertx vertx, RedisLink link) {
        String info = ask(vertx, link, Request.cmd(Command.INFO).arg("server"));
        return info.lines()
                .filter(line -> line.startsWith("tcp_port:"))
                .map(line ->
                        Integer.parseInt(line.substring("tcp_port:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static String connection(Vertx vertx, RedisLink link) {
        return ask(vertx, link, Request.cmd(Command.CLIENT).arg("ID"));
    }

    private static String ask(Vertx vertx, RedisLink link, Request question) {
        Promise<String> answer = Promise.promise();
        vertx.runOnContext(loop -> link.toEach(question)
                .map(each -> Objects.requireNonNull(each.get(0)).toString())
                .recover(away -> Future.succeededFuture("tcp_port:0"))
                .onComplete(answer));
        return Await.result(answer.future());
    }

    private static void close(Vertx vertx, RedisLink link) {
        Promise<Void> closed = Promise.promise();
        vertx.runOnContext(loop -> link.close().onComplete(closed));
        Await.result(closed.future());
    }
}
