package org.livetally.notify.send;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.notify.targets.AddressCheck;
import org.livetally.notify.targets.TargetUrl;

/** Sends requests to targets, each over a connection of its own. Redirects are not followed. */
final class Poster {
    private static final long TIMEOUT_MS = 15_000;
    /** What is read of an answer; nothing that is wanted of one is longer. */
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final Vertx vertx;
    private final HttpClient client;
    private final AddressCheck addresses;

    /** To be constructed on the event loop on which it is used. */
    Poster(Vertx vertx, AddressCheck addresses) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setVerifyHost(true).setConnectTimeout((int) TIMEOUT_MS));
    }

    /**
     * An answer.
     *
     * @param retryAfterMs what it asks for before the next attempt; 0 if nothing
     */
    record Answer(int status, long retryAfterMs, byte[] body) {}

    /** Sends a request. Fails if there is no whole answer within 15 s, or if the target may not be written to. */
    Future<Answer> send(Post post) {
        Promise<Answer> done = Promise.promise();
        HttpClientRequest[] open = new HttpClientRequest[1];
        long late = vertx.setTimer(TIMEOUT_MS, id -> {
            if (done.tryFail("no answer within " + TimeUnit.MILLISECONDS.toSeconds(TIMEOUT_MS) + " s")
                    && open[0] != null) {
                open[0].reset();
            }
        });
        addresses
                .resolve(post.url())
                .compose(address -> client.request(options(post.url(), address)))
                .compose(request -> {
                    if (done.future().isComplete()) {
                        request.reset(); // connected too late
                    }
                    open[0] = request;
                    post.headers().forEach(request::putHeader);
                    request.putHeader("user-agent", "Livetally");
                    return request.send(Buffer.buffer(post.body())).compose(answer -> read(request, answer));
                })
                .onComplete(answer -> {
                    vertx.cancelTimer(late);
                    if (answer.succeeded()) {
                        done.tryComplete(answer.result());
                    } else {
                        done.tryFail(answer.cause());
                    }
                });
        return done.future();
    }

    private static RequestOptions options(URI url, InetAddress address) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(TargetUrl.port(url), written(address)))
                .setHost(url.getHost())
                .setPort(TargetUrl.port(url))
                .setSsl(TargetUrl.isTls(url))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
    }

    /** An address of IPv6 in brackets. */
    private static String written(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static Future<Answer> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<Answer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        int status = response.statusCode();
        long retryAfter = retryAfterMs(response.getHeader("retry-after"));
        response.exceptionHandler(read::tryFail);
        response.endHandler(end -> read.tryComplete(new Answer(status, retryAfter, body.getBytes())));
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > MAX_ANSWER_BYTES && read.tryComplete(new Answer(status, retryAfter, new byte[0]))) {
                request.reset();
            }
        });
        return read.future();
    }

    /** Seconds only: dates are rare here, and clocks differ. */
    private static long retryAfterMs(@Nullable String header) {
        try {
            return header == null ? 0 : TimeUnit.SECONDS.toMillis(Math.max(0, Long.parseLong(header.strip())));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
