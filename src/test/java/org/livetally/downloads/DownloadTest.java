package org.livetally.downloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.access.Role;
import org.livetally.access.Token;
import org.livetally.http.site.SiteServer;
import org.livetally.tables.Column;
import org.livetally.tables.TablePage;
import org.livetally.testing.Await;
import org.livetally.testing.UnreadSocket;

/** How many downloads run at once. */
final class DownloadTest {
    private static final String PATH = "/table/";

    private final Promise<TablePage<Integer>> page = Promise.promise();
    private final AtomicInteger reading = new AtomicInteger();

    @RegisterExtension
    final SiteServer server = SiteServer.with(
            redis -> List.of(router -> router.get(PATH + ":token").handler(this::download)));

    private void download(RoutingContext request) {
        String id = request.pathParam("token");
        request.put(Token.class.getName(), new Token(id, Role.OPERATOR, Set.of(), 0, 0, List.of()));
        Download.begin(
                        request,
                        Download.csv("table.csv", List.of(Column.<Integer>of("n", Integer::longValue))),
                        List.of(new Download.Part<>("shop", () -> {
                            reading.incrementAndGet();
                            return page.future();
                        })))
                .onFailure(request::fail);
    }

    private UnreadSocket open(String token) {
        try {
            return UnreadSocket.open(server.port(), PATH + token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoHasManyWaitsForOneAndGetsThePlaceOfOneThatEnds() throws IOException {
        List<UnreadSocket> running = new ArrayList<>();
        for (int i = 0; i < Download.MAX_OF_TOKEN; i++) {
            running.add(open("thief"));
        }
        Await.until("all run", () -> reading.get() == running.size());

        HttpResponse<String> refused = server.get(PATH + "thief");
        assertEquals(429, refused.statusCode());
        assertEquals("downloads_of_token", new JsonObject(refused.body()).getString("rule"));

        running.add(open("another"));
        Await.until("another's runs", () -> reading.get() == running.size());
        running.get(0).close();
        Await.until("its place is free", () -> {
            running.add(open("thief"));
            return reading.get() == Download.MAX_OF_TOKEN + 2;
        });
        page.complete(TablePage.of(List.of(1), null));
        Await.until("all have ended", () -> server.get(PATH + "thief").body().endsWith("1\r\n"));
        for (UnreadSocket one : running) {
            one.close();
        }
    }
}
