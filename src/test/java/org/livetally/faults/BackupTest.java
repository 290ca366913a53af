package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.cli.CommandOutcome;
import org.livetally.domain.tally.Total;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.EarlierData;
import org.livetally.testing.KeyContents;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RedisProcess;

/** A backup is what the ledgers were at the places that it names, and restoring it ends, whatever happens meanwhile. */
final class BackupTest {
    private static final String STREAM = "spring-fair";
    private static final StreamKeys KEYS = new StreamKeys(STREAM);
    private static final int ORDERS = 6_000;
    private static final int WAITING = 100;

    @TempDir
    Path directory;

    @Test
    void madeUnderLoadItIsRestoredElsewhereAsTheCutThatItNames() throws IOException {
        Path data = EarlierData.unpack(directory.resolve("data"));
        Path backup = directory.resolve("backup");
        Cut cut;
        try (LiveServer server = on(data);
                PaidLoad load = new PaidLoad(server, STREAM, "same");
                PaidLoad again = new PaidLoad(server, STREAM, "same")) {
            load.awaitAcks(200);
            park(server);
            CompletableFuture<Void> late = CompletableFuture.runAsync(() -> sendOrders(server));
            runs("backup", backup.toString(), "--data-dir", data.toString());
            late.join();
            again.awaitAcks(100); // so that it is not the end of the ledger
            cut = cutAt(server.redisUri(), seal(backup));
            Path whole = directory.resolve("whole");
            runs("backup", "--with-secrets", whole.toString(), "--data-dir", data.toString());
            assertTrue(Files.readString(whole.resolve("house.json")).contains("whsec_"));
        }
        String house = Files.readString(backup.resolve("house.json"));
        assertTrue(house.contains("\"connectors\"") && !house.contains("whsec_"), "no secrets unless asked for");

        Path elsewhere = directory.resolve("elsewhere");
        runs("restore", backup.toString(), "--data-dir", elsewhere.toString());
        try (LiveServer server = on(elsewhere)) {
            JsonObject totals = server.board(STREAM, "totals");
            for (Total total : List.of(Total.GMV, Total.ORDERS, Total.UNITS, Total.REFUNDED, Total.PLACED)) {
                assertEquals(cut.sum("totals", total.key()), totals.getLong(total.key()), total.key());
            }
            assertEquals(cut.buyers(), totals.getLong("buyers"));
            sendOrders(server); // again, as a shop does that lost its acks
            for (int i = 0; i < WAITING; i++) {
                String order = "/api/streams/" + STREAM + "/orders/late-" + i;
                Await.until(
                        order + " is paid",
                        () -> "paid"
                                .equals(new JsonObject(
                                                server.send("GET", order, "").body())
                                        .getString("status")));
            }
            try (PaidLoad load = new PaidLoad(server, STREAM, "new")) {
                load.awaitAcks(40);
                assertEquals(List.of(), load.refusals());
            }
            Await.until(
                    "the campaign is counted anew",
                    () -> new JsonObject(server.send("GET", "/api/campaigns/year", "")
                                    .body())
                            .getBoolean("built"));
            assertEquals(List.of(), server.audit());
            assertEquals(List.of(), server.auditCampaigns());
            JsonArray connectors =
                    new JsonArray(server.send("GET", "/api/connectors", "").body());
            assertEquals(2, connectors.size());
            JsonObject connector = connectors.getJsonObject(0);
            JsonObject changed = new JsonObject()
                    .put("addSecret", "whsec_" + Base64.getEncoder().encodeToString(new byte[32]))
                    .put("dropSecret", 1);
            assertEquals(
                    200,
                    server.send("PATCH", "/api/connectors/" + connector.getString("id"), changed.encode())
                            .statusCode());
        }
    }

    @Test
    void anArchivedStreamIsBackedUpByItsFileAndComesBackIntoRedis() throws IOException {
        String stream = "autumn-fair";
        Path data = EarlierData.unpack(directory.resolve("data"));
        Path backup = directory.resolve("backup");
        JsonObject before;
        try (LiveServer server = on(data)) {
            before = server.board(stream, "totals");
        }
        runs("archive", stream, "--data-dir", data.toString());
        runs("backup", backup.toString(), "--data-dir", data.toString());
        try (var archives = Files.newDirectoryStream(data.resolve("archive"), stream + ".*.zip")) {
            assertEquals(Files.mismatch(archives.iterator().next(), backup.resolve("streams/" + stream + ".zip")), -1);
        }
        Path elsewhere = directory.resolve("elsewhere");
        runs("restore", backup.toString(), "--data-dir", elsewhere.toString());
        try (LiveServer server = on(elsewhere)) {
            assertEquals(before, server.board(stream, "totals"));
            assertEquals(List.of(), server.audit());
        }
    }

    @Test
    void killedAtAnyMomentItEndsAsIfNothingHadHappenedAndNothingIsWrittenWhereItMustNot() throws Exception {
        Path backup = directory.resolve("backup");
        try (RedisProcess source = RedisProcess.start();
                RedisProcess target = RedisProcess.start()) {
            record(source.uri());
            String file = "streams/" + STREAM + ".zip";
            kill(
                    Program.start("backup", backup.toString(), "--redis-uri", source.uri()),
                    () -> Files.exists(backup.resolve(file + ".part")));
            runs("backup", backup.toString(), "--redis-uri", source.uri());

            int killed = 0;
            for (String moment : List.of(
                    "EXISTS " + StreamKeys.RESTORE,
                    "EXISTS " + KEYS.ledger(),
                    "EXISTS " + KEYS.ids(),
                    "SISMEMBER " + StreamKeys.INDEX + " " + STREAM)) {
                boolean alive = kill(
                        Program.start("restore", backup.toString(), "--redis-uri", target.uri()),
                        () -> isSo(target, moment));
                killed += alive ? 1 : 0;
            }
            assertTrue(killed > 0, "it ended before each moment");
            Path other = directory.resolve("other");
            runs("backup", other.toString(), "--redis-uri", source.uri());
            refused("a part of another backup", "restore", other.toString(), "--redis-uri", target.uri());
            runs("restore", backup.toString(), "--redis-uri", target.uri());
            Map<String, Object> restored = recorded(target.uri());
            recorded(source.uri()).forEach((key, content) -> assertEquals(content, restored.remove(key), key));
            assertEquals(Map.of(), restored);
            assertEquals("0", String.valueOf(target.ask("EXISTS " + StreamKeys.RESTORE)));
            refused("this Redis has streams already", "restore", backup.toString(), "--redis-uri", target.uri());
            refused("holds a backup", "backup", backup.toString(), "--redis-uri", source.uri());

            target.ask("FLUSHALL");
            Path list = backup.resolve("manifest.json");
            String manifested = Files.readString(list);
            Files.writeString(list, manifested.replace("\"stream\" : \"" + STREAM, "\"stream\" : \"other"));
            refused(file + " of the backup holds " + STREAM, "restore", backup.toString(), "--redis-uri", target.uri());
            Files.writeString(list, manifested.replace("\"name\" : \"" + file, "\"name\" : \"house.json"));
            refused("house.json of the backup is damaged", "restore", backup.toString(), "--redis-uri", target.uri());
            Files.writeString(list, manifested.replace("\"file\" : \"" + file, "\"file\" : \"../" + file));
            refused("lacks the hash of ../" + file, "restore", backup.toString(), "--redis-uri", target.uri());
            Files.writeString(list, manifested);
            change(backup.resolve(file));
            refused(file + " of the backup is damaged: ", "restore", backup.toString(), "--redis-uri", target.uri());
            assertEquals("0", String.valueOf(target.ask("EXISTS " + StreamKeys.RESTORE)));
            Path manifest = backup.resolve("manifest.json");
            Files.writeString(manifest, Files.readString(manifest).replace("\"format\" : 2", "\"format\" : 5"));
            refused(
                    "the backup has format 5; this program (version dev) knows up to 4",
                    "restore",
                    backup.toString(),
                    "--redis-uri",
                    target.uri());
            assertEquals("0", String.valueOf(target.ask("EXISTS " + ConnectorKeys.INDEX)));
        }
    }

    @Test
    void aServerOnTheRedisWhereItIsRestoredRecordsNothingUntilItIsOver() throws Exception {
        Path backup = directory.resolve("backup");
        try (RedisProcess source = RedisProcess.start();
                RedisProcess target = RedisProcess.start()) {
            record(source.uri());
            runs("backup", backup.toString(), "--redis-uri", source.uri());
            try (LiveServer server = LiveServer.start(target.uri(), InstantSource.system())) {
                boolean alive = kill(
                        Program.start("restore", backup.toString(), "--redis-uri", target.uri()),
                        () -> isSo(target, "SISMEMBER " + StreamKeys.INDEX + " " + STREAM));
                assertTrue(alive, "it ended before the moment");
                Await.until(
                        "it serves no more",
                        () -> !PaidLoad.send(server, STREAM, List.of("late"))
                                .get(0)
                                .getString("type")
                                .equals("ack"));
                assertTrue(isSo(target, "EXISTS " + StreamKeys.RESTORE));
                runs("restore", backup.toString(), "--redis-uri", target.uri());
                Await.until(
                        "it serves again",
                        () -> PaidLoad.send(server, STREAM, List.of("late"))
                                .get(0)
                                .getString("type")
                                .equals("ack"));
                assertEquals(List.of(), server.audit());
            }
        }
    }

    /** Payments come before their orders, and wait for them. */
    private static void park(LiveServer server) {
        JsonObject shop = new JsonObject(server.send(
                        "POST",
                        "/api/connectors",
                        new JsonObject()
                                .put("kind", "standard")
                                .put("stream", STREAM)
                                .put("channel", "late")
                                .encode())
                .body());
        for (int i = 0; i < WAITING; i++) {
            String payment = new JsonObject()
                    .put("type", "payment")
                    .put("id", "pay-" + i)
                    .put("order", "late-" + i)
                    .encode();
            String answer = SignedHook.post(
                            server.port(),
                            shop.getString("id"),
                            SignedHook.standard(
                                    shop.getString("secret"), "msg-" + i, EarlierData.THEN.millis(), payment))
                    .body();
            assertTrue(answer.contains("\"parked\""), answer);
        }
    }

    private static void sendOrders(LiveServer server) {
        for (int i = 0; i < WAITING; i++) {
            JsonObject order =
                    OrderJson.order(STREAM, "late-" + i, PaidLoad.AMOUNT).put("status", "placed");
            String answer = server.postOrders(order.encode()).body();
            assertTrue(answer.contains("\"ack\""), answer);
        }
    }

    private static LiveServer on(Path data) {
        return LiveServer.start(new Settings("127.0.0.1", 0, null, data), EarlierData.THEN);
    }

    private static void record(String uri) {
        try (LiveServer server = LiveServer.start(uri, InstantSource.system())) {
            server.live(STREAM);
            for (int i = 0; i < ORDERS; i += 500) {
                int first = i;
                List<JsonObject> answers = PaidLoad.send(
                        server,
                        STREAM,
                        IntStream.range(first, first + 500)
                                .mapToObj(n -> "a-" + n)
                                .toList());
                assertTrue(answers.stream()
                        .allMatch(answer -> answer.getString("type").equals("ack")));
            }
        }
    }

    /** Without what audits note. */
    private static Map<String, Object> recorded(String uri) {
        Map<String, Object> contents = KeyContents.of(uri, KEYS);
        contents.keySet().removeAll(List.of(KEYS.seal(), KEYS.checkpoints()));
        ((Map<?, ?>) Objects.requireNonNull(contents.get(KEYS.totals()))).remove("version");
        return contents;
    }

    private static void runs(String... args) {
        CommandOutcome outcome = CommandOutcome.run(args);
        assertEquals(0, outcome.exit(), outcome::toString);
    }

    private static void refused(String why, String... args) {
        CommandOutcome outcome = CommandOutcome.run(args);
        assertEquals(1, outcome.exit(), outcome::toString);
        assertTrue(outcome.err().contains(why), outcome::toString);
    }

    private static boolean isSo(RedisProcess redis, String question) {
        try {
            return String.valueOf(redis.ask(question)).equals("1");
        } catch (AssertionError e) {
            return false; // the connection was ended, to keep servers out
        }
    }

    /** Kills a program as soon as something is so, or as it ends; returns whether it was alive then. */
    private static boolean kill(Program program, BooleanSupplier moment) {
        try (program) {
            Await.until(
                    "the moment",
                    () -> moment.getAsBoolean()
                            || !ProcessHandle.of(program.pid())
                                    .map(ProcessHandle::isAlive)
                                    .orElse(false));
            boolean alive =
                    ProcessHandle.of(program.pid()).map(ProcessHandle::isAlive).orElse(false);
            if (alive) {
                program.signal("KILL");
            }
            program.exitWithin(20);
            return alive;
        }
    }

    /** Changes one byte in the middle of a file. */
    private static void change(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int was = bytes.read();
            bytes.seek(middle);
            bytes.write(was ^ 1);
        }
    }

    private static Seal seal(Path backup) throws IOException {
        JsonArray streams = new JsonObject(Files.readString(backup.resolve("manifest.json"))).getJsonArray("streams");
        return streams.stream()
                .map(JsonObject.class::cast)
                .filter(stream -> stream.getString("stream").equals(STREAM))
                .map(stream -> Seal.parse(stream.getString("seal")))
                .findFirst()
                .orElseThrow();
    }

    private static Cut cutAt(String uri, Seal seal) {
        try (RedisClient client = new RedisClient(uri)) {
            Promise<Cut> read = Promise.promise();
            client.vertx().runOnContext(go -> {
                RedisLink redis = RedisLink.open(client.vertx(), uri);
                Promise<Void> connected = Promise.promise();
                redis.onConnected(connected::tryComplete);
                connected
                        .future()
                        .compose(up -> CutReader.of(RedisLedger.of(redis, KEYS)).at(seal.seq()))
                        .compose(cut -> Future.succeededFuture(Objects.requireNonNull(cut)))
                        .onComplete(read);
            });
            Cut cut = Await.result(read.future());
            assertEquals(seal, cut.seal());
            return cut;
        }
    }
}
