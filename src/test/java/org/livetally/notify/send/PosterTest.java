package org.livetally.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.notify.targets.AddressCheck;
import org.livetally.testing.Await;

@ExtendWith(VertxExtension.class)
final class PosterTest {
    /** What a name leads to may be one, too. */
    @Test
    void aTargetMayHaveAnAddressOfIpv6(Vertx vertx) {
        HttpServer server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.response().end(request.getHeader("host") + request.uri()))
                .listen(0, "::1"));
        String place = "[::1]:" + server.actualPort();
        Poster poster = new Poster(vertx, new AddressCheck(vertx, true));

        Poster.Answer answer =
                Await.result(poster.send(new Post(URI.create("http://" + place + "/hook?a=b"), Map.of(), new byte[0])));

        assertEquals(place + "/hook?a=b", new String(answer.body(), StandardCharsets.UTF_8));
    }
}
