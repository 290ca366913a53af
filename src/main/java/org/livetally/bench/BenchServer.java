package org.livetally.bench;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.embedded.EmbeddedRedis;

/**
 * A Livetally that the benchmark starts, in a process and a directory of its own, with the flags that users run it
 * with.
 */
final class BenchServer implements AutoCloseable {
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int MAX_PIPELINED = 64;
    private static final Pattern AUDITED =
            Pattern.compile("\\d+ streams(?: and \\d+ campaigns)? audited, (\\d+) differences");
    private static final String READY = "Livetally is ready at ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final @Nullable TemporaryDirectory directory;
    private final @Nullable ChildProcess process;
    private final @Nullable BenchRedis redis;
    private final URI address;
    private final String token;

    private BenchServer(
            @Nullable TemporaryDirectory directory,
            @Nullable ChildProcess process,
            @Nullable BenchRedis redis,
            URI address,
            String token) {
        this.directory = directory;
        this.process = process;
        this.redis = redis;
        this.address = address;
        this.token = token;
    }

    /** A server that runs already. */
    static BenchServer at(URI address, String token) {
        return new BenchServer(null, null, null, address.resolve("/"), token);
    }

    /** Starts a server with a Redis of its own, and waits until it is ready. */
    static BenchServer start() {
        return start(null, List.of());
    }

    /** The same on a Redis that was started before, which is not closed with it. */
    static BenchServer start(BenchRedis redis, String... options) {
        List<String> all = new ArrayList<>(List.of("--redis-uri", redis.address()));
        all.addAll(List.of(options));
        return start(redis, all);
    }

    /** It has no limits, since all clients have one address. */
    private static BenchServer start(@Nullable BenchRedis redis, List<String> options) {
        TemporaryDirectory directory = TemporaryDirectory.create();
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--port",
                "0",
                "--data-dir",
                directory.path().toString(),
                "--max-connections",
                "0",
                "--max-connections-per-address",
                "0",
                "--max-audience-messages",
                "0"));
        arguments.addAll(options);
        ChildProcess process = ChildProcess.start("org.livetally.Main", arguments);
        return new BenchServer(directory, process, redis, URI.create(process.lineAfter(READY)), "");
    }

    URI address() {
        return address;
    }

    ChildProcess process() {
        return Objects.requireNonNull(process, "not ours");
    }

    private Path dataDir() {
        return Objects.requireNonNull(directory, "not ours").path();
    }

    /** The socket that its Redis listens on. */
    Path redisSocket() {
        String uri = EmbeddedRedis.uriOfRunning(dataDir()).orElseThrow();
        return Path.of(uri.substring(uri.indexOf("://") + "://".length()));
    }

    /** Creates a stream and starts it. */
    void live(String stream) {
        join(create(stream));
        join(begin(stream));
    }

    /** Creates streams {@code prefix-0} and up, and starts the first ones. */
    void idle(String prefix, int count, int started) {
        Semaphore atOnce = new Semaphore(MAX_PIPELINED);
        List<CompletableFuture<?>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String stream = prefix + "-" + i;
            atOnce.acquireUninterruptibly();
            CompletableFuture<?> made = create(stream);
            all.add((i < started ? made.thenCompose(created -> begin(stream)) : made)
                    .whenComplete((done, error) -> atOnce.release()));
        }
        all.forEach(BenchServer::join);
    }

    /** Changes settings or products of a stream. */
    void change(String stream, String json) {
        join(send(
                HttpRequest.newBuilder(address.resolve("api/streams/" + stream))
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(json)),
                OK));
    }

    /** Makes a campaign of all streams whose ids begin with a prefix. */
    void campaign(String id, String prefix) {
        String json = "{\"id\":\"" + id + "\",\"title\":\"" + id + "\",\"prefix\":\"" + prefix + "\"}";
        join(post("api/campaigns", json, CREATED));
    }

    /** Makes a connector for Standard Webhooks with this secret; returns the path of its address. */
    String connector(String stream, String secret) {
        String json = new JsonObject()
                .put("kind", "standard")
                .put("stream", stream)
                .put("secret", secret)
                .encode();
        return new JsonObject(join(post("api/connectors", json, CREATED))).getString("url");
    }

    /** The body of an answer; null unless it is 200. */
    @Nullable
    String tryToGet(String path) {
        try {
            return join(send(HttpRequest.newBuilder(address.resolve(path)), OK));
        } catch (CompletionException e) {
            if (e.getCause() instanceof BenchException) {
                return null;
            }
            throw e;
        }
    }

    private CompletableFuture<String> create(String stream) {
        return post(
                "api/streams",
                "{\"id\":\"" + stream + "\",\"title\":\"" + stream
                        + "\",\"currency\":\"CNY\",\"timezone\":\"Asia/Shanghai\",\"public\":true}",
                CREATED);
    }

    private CompletableFuture<String> begin(String stream) {
        return post("api/streams/" + stream + "/start", "{}", OK);
    }

    private CompletableFuture<String> post(String path, String json, int expected) {
        return send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                expected);
    }

    private CompletableFuture<String> send(HttpRequest.Builder request, int expected) {
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    if (answer.statusCode() != expected) {
                        throw new BenchException(
                                answer.request().uri() + " was answered " + answer.statusCode() + " " + answer.body());
                    }
                    return answer.body();
                });
    }

    /** Recomputes every tally from the ledger, as {@code livetally audit} does; returns the number of differences. */
    int audit() {
        List<String> where = redis == null
                ? List.of("audit", "--data-dir", dataDir().toString())
                : List.of("audit", "--redis-uri", redis.address());
        try (ChildProcess audit = ChildProcess.start("org.livetally.Main", where)) {
            for (String line = audit.lineAfter(""); ; line = audit.lineAfter("")) {
                Matcher end = AUDITED.matcher(line);
                if (end.matches()) {
                    return Integer.parseInt(end.group(1));
                }
            }
        }
    }

    private static <T> T join(CompletableFuture<T> result) {
        return result.join();
    }

    @Override
    public void close() {
        if (process != null && directory != null) {
            process.close();
            directory.close();
        }
    }
}
