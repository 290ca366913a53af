package org.livetally.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.client.Server;
import org.livetally.scenario.FakeServer.Faults;
import org.livetally.scenario.Outcome.AlreadyPlayed;
import org.livetally.scenario.Outcome.Figures;
import org.livetally.scenario.Outcome.Played;
import org.livetally.scenario.events.Naqu4500m;

@ExtendWith(VertxExtension.class)
class PlayerTest {
    /** An hour in a second: the faults of the small script need real time to recover, the hour does not. */
    private static final double FAST = 3_600;

    private final Vertx vertx;
    private final StreamScript small = SmallScript.of(400, 150, 3_000);

    PlayerTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void theWholeEventEndsOnItsFiguresInSeconds() {
        FakeServer server = server(Faults.NONE);
        Played played = assertInstanceOf(Played.class, play(server, Naqu4500m.script(), 600));

        Figures figures = played.figures();
        assertEquals(Naqu4500m.GMV, figures.gmv());
        assertEquals(Naqu4500m.LIKES, figures.likes());
        assertEquals(Naqu4500m.VIEWERS, figures.uniqueViewers());
        assertEquals(Naqu4500m.VIEWERS, figures.views());
        assertEquals(0, played.likesMadeUp());
        JsonObject board = board(server, "naqu-4500m");
        assertEquals(0, board.getLong("likesDropped"));
        assertEquals(Naqu4500m.script().presentations().size(), board.getInteger("shows"));
        assertEquals(0, board.getJsonObject("audience").getLong("viewers"));
    }

    @Test
    void streamIsAnnouncedNamedAndEndedAtItsLength() {
        FakeServer server = server(Faults.NONE);
        play(server, small, FAST);

        JsonObject board = board(server, "small");
        JsonObject stream = board.getJsonObject("stream");
        assertEquals("ended", stream.getString("status"));
        assertEquals(small.length(), board.getLong("endedAfter"));
        assertEquals(small.length(), stream.getLong("endsAt") - stream.getLong("startedAt"));
        assertEquals(
                "酥油", stream.getJsonObject("products").getJsonObject("butter").getString("name"));
    }

    @Test
    void eachOrderIsCountedOnceThroughLostConnectionsLostAcksAndBusyAnswers() {
        FakeServer server = server(new Faults(61, 17, 23, 0, 0));
        Played played = assertInstanceOf(Played.class, play(server, small, FAST));

        assertEquals(small.orders().size(), played.figures().orders());
        assertEquals(small.gmv(), played.figures().gmv());
        assertTrue(played.sent() > small.orders().size(), "some were resent");
        assertTrue(played.duplicates() > 0, "some had been recorded before");
    }

    @Test
    void likesLostWithTheirConnectionAreMadeUpFor() {
        FakeServer server = server(new Faults(0, 0, 0, 40, 0));
        Played played = assertInstanceOf(Played.class, play(server, small, FAST));

        assertEquals(small.likes(), played.figures().likes());
        assertEquals(small.visits().size(), played.figures().uniqueViewers());
        assertTrue(played.likesMadeUp() > 0);
    }

    @Test
    void refusedOrderEndsThePlayLoudly() {
        FakeServer server = server(new Faults(0, 0, 0, 0, 50));
        PlayFailed failed = assertThrows(PlayFailed.class, () -> play(server, small, FAST));
        assertTrue(failed.toString().contains("invalid_order"), failed.toString());
    }

    @Test
    void interruptedPlayIsResumedWithoutCountingAnythingTwice() {
        FakeServer server = server(Faults.NONE);
        interruptInMinute(20, server);
        Played played = assertInstanceOf(Played.class, play(server, small, FAST));

        assertEquals(small.orders().size(), played.figures().orders());
        assertEquals(small.gmv(), played.figures().gmv());
        assertEquals(small.likes(), played.figures().likes());
        assertEquals(small.visits().size(), played.figures().uniqueViewers());
        assertTrue(played.duplicates() > 0);
        assertTrue(played.figures().views() > small.visits().size());
    }

    @Test
    void aStreamOfAFormerVersionIsOpenedToOrdersWhenItIsResumed() {
        FakeServer server = server(Faults.NONE);
        await(new StreamApi(new Server(vertx, server.uri()).http()).create(small));
        JsonObject stream = board(server, "small").getJsonObject("stream");
        assertTrue(stream.getBoolean("openOrders"));
        JsonObject former = new JsonObject().put("openOrders", false).put("products", new JsonObject());
        await(vertx.createHttpClient()
                .request(HttpMethod.PATCH, server.uri().getPort(), "127.0.0.1", "/api/streams/small")
                .compose(request -> request.send(former.toBuffer())));

        play(server, small, FAST);

        stream = board(server, "small").getJsonObject("stream");
        assertTrue(stream.getBoolean("openOrders"));
        assertEquals(
                "{\"name\":\"酥油\",\"unit\":\"块\",\"retailPrice\":6600,\"price\":6600}",
                stream.getJsonObject("products").getJsonObject("butter").encode());
    }

    @Test
    void endedStreamIsNotPlayedAgain() {
        FakeServer server = server(Faults.NONE);
        play(server, small, FAST);
        AlreadyPlayed again = assertInstanceOf(AlreadyPlayed.class, play(server, small, FAST));
        assertEquals(small.visits().size(), again.figures().views());
    }

    @Test
    void progressIsToldAtMostOnceAMinuteAndTheStartOnce() {
        FakeServer server = server(Faults.NONE);
        int[] calls = {0, 0};
        Player.Listener listener = new Player.Listener() {
            @Override
            public void progress(Progress progress) {
                calls[0]++;
            }

            @Override
            public void started(Instant end) {
                calls[1]++;
            }
        };
        await(new Player(vertx, server.uri(), small, FAST, listener).play());
        assertTrue(calls[0] > 0 && calls[0] <= 60);
        assertEquals(1, calls[1]);
    }

    /** As Ctrl-C does: the player's own Vert.x is closed while the server runs on. */
    private void interruptInMinute(int minute, FakeServer server) {
        Vertx theirs = Vertx.vertx();
        CompletableFuture<Void> reached = new CompletableFuture<>();
        Player player = new Player(theirs, server.uri(), small, FAST, progress -> {
            if (progress.minute() >= minute) {
                reached.complete(null);
            }
        });
        // Subscribed before the close: a future of a closed Vert.x tells nobody any more.
        CompletableFuture<Outcome> play = player.play().toCompletionStage().toCompletableFuture();
        reached.orTimeout(30, TimeUnit.SECONDS).join();
        await(theirs.close());
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> play.orTimeout(30, TimeUnit.SECONDS).join());
        assertInstanceOf(PlayFailed.class, failed.getCause());
    }

    private FakeServer server(Faults faults) {
        FakeServer server = new FakeServer(faults);
        await(vertx.deployVerticle(server));
        return server;
    }

    private Outcome play(FakeServer server, StreamScript scenario, double speed) {
        return await(new Player(vertx, server.uri(), scenario, speed, progress -> {}).play());
    }

    private JsonObject board(FakeServer server, String id) {
        return await(new StreamApi(new Server(vertx, server.uri()).http()).board(id));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(120, TimeUnit.SECONDS);
        } catch (TimeoutException tooLate) {
            throw new AssertionError("not done within two minutes", tooLate);
        }
    }
}
