package org.livetally.ledger.record;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.livetally.testing.TestRedis;

/** A proxy between a client and the Redis of the tests that can lose an answer: the command ran, and nobody is told. */
final class LossyProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final AtomicInteger toLose = new AtomicInteger();

    LossyProxy() {
        server = TestLedger.await(
                vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1"));
    }

    String uri() {
        return "redis://127.0.0.1:" + server.actualPort();
    }

    /** The next answer is lost, and the connection is closed instead. */
    void loseNextAnswer() {
        toLose.set(1);
    }

    boolean hasLost() {
        return toLose.get() == 0;
    }

    private void accept(NetSocket accepted) {
        accepted.pause();
        String socket = URI.create(TestRedis.uri()).getPath();
        client.connect(SocketAddress.domainSocketAddress(socket))
                .onSuccess(redis -> join(accepted, redis))
                .onFailure(refused -> accepted.close());
    }

    private void join(NetSocket accepted, NetSocket redis) {
        accepted.handler(redis::write);
        redis.handler(answer -> {
            if (toLose.compareAndSet(1, 0)) {
                accepted.close();
                redis.close();
            } else {
                accepted.write(answer);
            }
        });
        accepted.closeHandler(closed -> redis.close());
        redis.closeHandler(closed -> accepted.close());
        accepted.resume();
    }

    @Override
    public void close() {
        TestLedger.await(vertx.close());
    }
}
