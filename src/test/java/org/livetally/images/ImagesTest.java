package org.livetally.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.json;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestRedis;

/** Pictures of products: only pictures, not too many, and as they were sent. */
final class ImagesTest {
    private static final String IMAGES = ONE + "/images/";
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @ParameterizedTest
    @CsvSource({
        "honey.png, 89504e470d0a1a0a00ff, image/png",
        "a, ffd8ffe000104a, image/jpeg",
        "0_-.jpg, 474946383761ff, image/gif",
        "b.gif, 474946383961, image/gif",
        "c.png, 52494646aabbccdd57454250, image/webp",
    })
    void aPictureIsGivenBackAsItIsWithItsOwnType(String name, String hex, String type) throws Exception {
        byte[] picture = bytes(hex);

        HttpResponse<String> stored = put(name, "image/png", picture);

        String path = IMAGES + name;
        assertEquals(
                new JsonObject().put("image", path).put("bytes", picture.length).put("type", type), json(stored));
        HttpResponse<byte[]> got = get(path);
        assertArrayEquals(picture, got.body());
        assertEquals(type, header(got, "Content-Type"));
        assertEquals("nosniff", header(got, "X-Content-Type-Options"));
        assertEquals("no-cache", header(got, "Cache-Control"));
        assertEquals(
                new JsonObject().put(name, new JsonObject().put("image", path).put("bytes", picture.length)),
                json(server.get(ONE + "/images")));
        assertEquals(
                200,
                server.patch("{\"products\":{\"honey\":{\"name\":\"n\",\"image\":\"" + path + "\"}}}")
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF88a", "RIFF0000WAVE", "<html>", "\u0089PNG"
            })
    void whatIsNoPictureIsRefused(String content) {
        HttpResponse<String> answer = put("a.png", "image/png", latin1(content));

        assertEquals(400, answer.statusCode());
        assertEquals("body", json(answer).getString("field"));
        assertEquals("image_type", json(answer).getString("rule"));
        assertEquals("{}", server.get(ONE + "/images").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {".png", "A.png", "%2e%2e%2fa", "caf%C3%A9", "a%20b", "-a"})
    void aNameIsPlain(String name) {
        HttpResponse<String> answer = put(name, "image/png", latin1(PNG));

        assertEquals("name", json(answer).getString("field"));
        assertEquals("image_name", json(answer).getString("rule"));
        assertEquals(404, server.get(IMAGES + name).statusCode());
    }

    @Test
    void aNameHasAtMost64Characters() {
        assertEquals(200, put("a".repeat(64), "image/png", latin1(PNG)).statusCode());
        assertEquals(400, put("a".repeat(65), "image/png", latin1(PNG)).statusCode());
    }

    @Test
    void aPictureHasAtMost512Kilobytes() {
        byte[] biggest = Arrays.copyOf(latin1(PNG), 512 << 10);
        assertEquals(200, put("a", "image/png", biggest).statusCode());
        assertEquals(
                413,
                put("a", "image/png", Arrays.copyOf(biggest, biggest.length + 1))
                        .statusCode());
    }

    @Test
    void whatIsInAFileOrIsBeingWrittenIntoOneKeepsItsPictures() {
        String stream = ONE.substring(ONE.lastIndexOf('/') + 1);
        StreamKeys keys = new StreamKeys(stream);
        assertEquals(200, put("a", "image/png", latin1(PNG)).statusCode());
        TestRedis.command("HSET", keys.settings(), "status", "closed");
        assertEquals(200, put("b", "image/png", latin1(PNG)).statusCode());

        TestRedis.command("SET", keys.archiving(), "a run");
        HttpResponse<String> meanwhile = put("c", "image/png", latin1(PNG));
        TestRedis.command("DEL", keys.archiving());
        TestRedis.command("HSET", keys.settings(), "archived", "{}");
        HttpResponse<String> after = put("c", "image/png", latin1(PNG));

        assertEquals(409, meanwhile.statusCode());
        assertEquals("stream_archived", json(meanwhile).getString("rule"));
        assertEquals(409, after.statusCode());
        assertEquals("2", TestRedis.text("HLEN", keys.images()));
    }

    @Test
    void aStreamHasAtMost200Pictures() {
        for (int i = 0; i < 200; i++) {
            assertEquals(200, put("p" + i, "image/png", latin1(PNG + i)).statusCode());
        }
        JsonObject refused = json(put("more", "image/png", latin1(PNG)));
        assertEquals("name", refused.getString("field"));
        assertEquals("images_limit", refused.getString("rule"));

        assertEquals(200, put("p7", "image/png", latin1(PNG + "new")).statusCode(), "one is replaced");
        assertEquals(204, delete("p9").statusCode());
        assertEquals(200, put("more", "image/png", latin1(PNG)).statusCode());
    }

    @Test
    void aStreamHasAtMost32MibOfPictures() {
        byte[] biggest = Arrays.copyOf(latin1(PNG), 512 << 10);
        for (int i = 0; i < 64; i++) {
            assertEquals(200, put("p" + i, "image/png", biggest).statusCode());
        }
        JsonObject refused = json(put("more", "image/png", latin1(PNG)));
        assertEquals("body", refused.getString("field"));
        assertEquals("images_size", refused.getString("rule"));

        assertEquals(200, put("p7", "image/png", latin1(PNG)).statusCode());
        assertEquals(200, put("more", "image/png", latin1(PNG)).statusCode());
    }

    @Test
    void whoHoldsAPictureIsNotSentItAgain() throws Exception {
        put("a", "image/png", latin1(PNG));
        String tag = header(get(IMAGES + "a"), "ETag");

        Map<String, Long> work = RedisWork.of(() -> {
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        304,
                        server.http()
                                .send(server.http().request(IMAGES + "a").header("If-None-Match", tag))
                                .statusCode());
                assertEquals(200, server.get(IMAGES + "a").statusCode());
            }
        });
        assertEquals(200, work.get("hget"), "only tags are read");

        put("a", "image/png", latin1(PNG + "new"));
        HttpResponse<byte[]> changed = get(IMAGES + "a");
        assertNotEquals(tag, header(changed, "ETag"));
        assertArrayEquals(latin1(PNG + "new"), changed.body());
        assertEquals(200, server.http().send("HEAD", IMAGES + "a", "").statusCode());
    }

    @Test
    void aPictureThatIsRemovedIsGone() {
        put("a", "image/png", latin1(PNG));

        assertEquals(204, delete("a").statusCode());
        assertEquals(404, server.get(IMAGES + "a").statusCode());
        assertEquals(404, delete("a").statusCode());
        StreamKeys keys = new StreamKeys(StreamsServer.ID);
        assertEquals("0", TestRedis.text("EXISTS", keys.images(), keys.imageFacts()));
    }

    @Test
    void aStreamThatIsNotThereHasNoPictures() {
        String path = "/api/streams/nowhere/images";
        assertEquals(404, server.get(path).statusCode());
        assertEquals(404, server.get(path + "/a").statusCode());
        assertEquals(404, server.http().send("DELETE", path + "/a", "").statusCode());
        assertEquals(404, send("PUT", path + "/a", "image/png", latin1(PNG)).statusCode());
    }

    @Test
    void picturesAreTakenThereOnly() {
        assertEquals(
                415, send("PUT", ONE + "/products", "image/png", latin1(PNG)).statusCode());
        assertEquals(415, send("POST", IMAGES + "a", "image/png", latin1(PNG)).statusCode());
        assertEquals(415, send("PUT", IMAGES + "a", "text/plain", latin1(PNG)).statusCode());
        assertEquals(415, send("PUT", IMAGES + "a", "text/csv", latin1(PNG)).statusCode());
    }

    private HttpResponse<String> put(String name, String type, byte[] content) {
        return send("PUT", IMAGES + name, type, content);
    }

    private HttpResponse<String> delete(String name) {
        return server.http().send("DELETE", IMAGES + name, "");
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] content) {
        return server.http()
                .send(server.http()
                        .request(path)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofByteArray(content)));
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        URI address = URI.create("http://localhost:" + server.http().port() + path);
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
