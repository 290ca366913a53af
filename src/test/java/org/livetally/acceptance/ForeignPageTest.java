package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** A foreign page in a real browser does everything it can, on the machine of a server that requires no tokens. */
final class ForeignPageTest {
    private static final String HTML = "<!doctype html><title>not ours</title><iframe name=hidden></iframe>";
    /**
     * Sends everything at once, and ends when everything is answered. Returns what a socket received, or why there was
     * none.
     */
    private static final String ATTACK = """
            async ([server, order]) => {
              const bytes = new TextEncoder().encode(order);
              const done = (type) => performance.getEntriesByType('resource').filter((e) => e.initiatorType === type).length;
              navigator.sendBeacon(`${server}/api/orders`, bytes);
              navigator.sendBeacon(`${server}/api/orders`, new Blob([order], {type: 'text/plain'}));
              navigator.sendBeacon(`${server}/api/streams/shop/end`);
              const to = (path, body, mode = 'no-cors') => fetch(server + path, {method: 'POST', mode, body}).catch(() => {});
              await Promise.all([
                to('/api/orders', bytes),
                to('/api/orders', order),
                to('/api/orders', new Blob([order], {type: ''})),
                to('/api/streams', new TextEncoder().encode('{"id":"theirs","title":"theirs"}')),
                to('/api/streams/shop/end'),
                to('/api/streams/shop/end', new Uint8Array()),
                to('/api/streams/shop/end', undefined, 'cors'),
              ]);
              const form = document.createElement('form');
              Object.assign(form, {method: 'post', action: `${server}/api/streams/shop/end`, target: 'hidden'});
              document.body.append(form);
              await new Promise((answered) => {
                document.querySelector('iframe').onload = answered;
                form.submit();
              });
              while (done('beacon') < 3) await new Promise(requestAnimationFrame);
              const socket = new WebSocket(`${server.replace('http', 'ws')}/ws/orders`);
              return new Promise((said) => {
                socket.onopen = () => said('open');
                socket.onerror = () => said('refused');
              });
            }
            """;

    @TempDir
    private Path directory;

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    final LiveServer server = LiveServer.with("shop");

    @Test
    void nothingIsChangedByAPageOnAnotherPortNorByAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("page.html"), HTML);
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", request -> {
            byte[] page = HTML.getBytes(StandardCharsets.UTF_8);
            request.getResponseHeaders().add("Content-Type", "text/html");
            request.sendResponseHeaders(200, page.length);
            request.getResponseBody().write(page);
            request.close();
        });
        other.start();
        try {
            for (String page : List.of(
                    "http://127.0.0.1:" + other.getAddress().getPort() + "/",
                    "http://localhost:" + other.getAddress().getPort() + "/",
                    file.toUri().toString())) {
                assertEquals("refused", attackFrom(page), page);

                assertEquals("live", server.board("shop", "stream").getString("status"), page);
                assertEquals(0, server.board("shop", "totals").getLong("placed"), page);
                assertTrue(!server.send("GET", "/api/streams", "").body().contains("theirs"), page);
            }
        } finally {
            other.stop(0);
        }
    }

    private Object attackFrom(String address) {
        Page page = browser.open(address);
        String order = OrderJson.order("shop", "o-1", 100).encode();
        return page.evaluate(ATTACK, List.of("http://127.0.0.1:" + server.port(), order));
    }
}
