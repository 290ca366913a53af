package org.livetally.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.hostile.Nginx;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.shopify.ShopifySamples;
import org.livetally.intake.connectors.woocommerce.WooSamples;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Ports;

/** What lies between a shop and the ledger: old HTTP, packed bodies, a proxy, and a server that is killed. */
final class ShopHooksOnTheWayTest {
    private static final int TIMEOUT_MS = 20_000;

    @TempDir
    Path directory;

    /** WooCommerce speaks HTTP/1.0; clients ask before they send, in two steps; proxies pack what they pass on. */
    @Test
    void oldPackedAndHesitantRequestsCount() throws IOException {
        LiveServer server = LiveServer.start();
        try {
            ConnectedShop woo = ConnectedShop.live(server.port(), "woocommerce", "USD", WooSamples.SECRET);
            assertTrue(raw(server.port(), woo.connector(), "HTTP/1.0", woo.woo(woo(1)))
                    .startsWith("200"));
            assertTrue(raw(server.port(), woo.connector(), "HTTP/1.0", ping()).startsWith("200"), "a ping");
            Hook hesitant = with(woo.woo(woo(2)), "expect", "100-continue");
            assertTrue(raw(server.port(), woo.connector(), "HTTP/1.1", hesitant).startsWith("200"));

            Hook packed = with(woo.woo(woo(3)), "content-encoding", "gzip");
            assertEquals(200, woo.postTo(server.port(), new Hook(packed.headers(), gzip(packed.body()))));
            assertEquals(3, woo.total("orders"));
            assertEquals(List.of(), server.audit());
        } finally {
            server.close();
        }
    }

    @Test
    void behindTheProxyOfTheDocumentsTheBytesAreTheSame() throws Exception {
        assumeTrue(Nginx.isHere(), "no nginx here");
        LiveServer server = LiveServer.start();
        try (Nginx nginx = Nginx.start(directory, server.port())) {
            ConnectedShop shopify = ConnectedShop.live(server.port(), "shopify", "USD", ShopifySamples.SECRET);
            String note = "<\\/a> \u2028 mănecă 青稞".repeat(10_000); // more than nginx keeps in memory
            JsonObject order = order(1, "paid");
            Hook paid = shopify.shopify(
                    "orders/paid", order.encode().replace("\"name\":", "\"note\":\"" + note + "\",\"name\":"));

            assertEquals(200, shopify.postTo(nginx.port(), paid));
            assertTrue(raw(
                            nginx.port(),
                            shopify.connector(),
                            "HTTP/1.0",
                            shopify.shopify("orders/paid", order(2, "paid").encode()))
                    .startsWith("200"));
            assertEquals(401, shopify.postTo(nginx.port(), new Hook(paid.headers(), gzip(paid.body()))));
            assertEquals(20_000, shopify.total("gmv"));
        } finally {
            server.close();
        }
    }

    /** The answer is lost with the server; the shop sends the same again. */
    @Test
    void killedBeforeItsAnswerIsReadItKnowsTheOrderAfterwards() throws IOException {
        int port = Ports.free();
        Program program = serve(port);
        try {
            ConnectedShop shopify = ConnectedShop.live(port, "shopify", "USD", ShopifySamples.SECRET);
            Hook paid = shopify.shopify("orders/paid", order(1, "paid").encode());
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(request(shopify.connector(), "HTTP/1.1", paid));
                Await.until("it is recorded", () -> shopify.total("gmv") == 10_000);
                program.signal("KILL");
                assertNotEquals(0, program.exitWithin(10));
            }
            program = serve(port);
            assertEquals(200, shopify.postTo(port, paid));
            assertEquals(10_000, shopify.total("gmv"));
            Await.until("it was a duplicate", () -> shopify.outcomes(1).contains("duplicate"));
        } finally {
            program.signal("TERM");
            program.exitWithin(10);
        }
    }

    private Program serve(int port) {
        Program program = Program.start("serve", "--port", Integer.toString(port), "--data-dir", directory.toString());
        program.line("Livetally is ready");
        return program;
    }

    private static String woo(int id) {
        return WooSamples.paid("processing").put("id", id).encode();
    }

    private static Hook ping() {
        return new Hook(Map.of("content-type", "application/x-www-form-urlencoded"), "webhook_id=30".getBytes(UTF_8));
    }

    private static Hook with(Hook hook, String header, String value) {
        Map<String, String> headers = new HashMap<>(hook.headers());
        headers.put(header, value);
        return new Hook(headers, hook.body());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    private static byte[] request(String connector, String version, Hook hook) {
        StringBuilder head = new StringBuilder("POST /hooks/" + connector + " " + version + "\r\nHost: 127.0.0.1\r\n");
        hook.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ")
                .append(hook.body().length)
                .append("\r\n\r\n");
        byte[] bytes = new byte[head.length() + hook.body().length];
        System.arraycopy(head.toString().getBytes(UTF_8), 0, bytes, 0, head.length());
        System.arraycopy(hook.body(), 0, bytes, head.length(), hook.body().length);
        return bytes;
    }

    /** The final answer, from its status on. */
    private static String raw(int port, String connector, String version, Hook hook) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request(connector, version, hook));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return answer.substring(answer.lastIndexOf("HTTP/1.") + "HTTP/1.1 ".length());
        }
    }
}
