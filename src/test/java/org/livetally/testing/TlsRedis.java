package org.livetally.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Redis of the tests, or any other server, behind TLS, with a certificate that no JVM trusts: the packaged redis-server is built without TLS. */
public final class TlsRedis implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Vertx vertx = Vertx.vertx();
    /** Held, since Vert.x closes the connections of a client that nobody holds. */
    private final NetClient redises = vertx.createNetClient();

    private final Path store;
    private final Path certificate;
    private final SocketAddress behind;
    private final int port;

    private TlsRedis(Path store, Path certificate, SocketAddress behind) {
        this.store = store;
        this.certificate = certificate;
        this.behind = behind;
        NetServer server = vertx.createNetServer(new NetServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD)));
        server.connectHandler(this::pass);
        port = Await.result(server.listen(0)).actualPort();
    }

    /**
     * @param directory for the key and the certificate
     * @param names that the certificate proves, as {@code dns:localhost,ip:127.0.0.1}
     */
    public static TlsRedis start(Path directory, String names) throws Exception {
        Path store = directory.resolve("server.p12");
        Path certificate = directory.resolve("server.pem");
        keytool("-genkeypair", store, "-keyalg", "EC", "-dname", "CN=redis", "-ext", "san=" + names, "-validity", "7");
        keytool("-exportcert", store, "-rfc", "-file", certificate.toString());
        String socket = TestRedis.uri().substring("unix://".length());
        return new TlsRedis(store, certificate, SocketAddress.domainSocketAddress(socket));
    }

    /** With the same certificate, in front of the server on another port. */
    public TlsRedis another(int ofPort) {
        return new TlsRedis(store, certificate, SocketAddress.inetSocketAddress(ofPort, "127.0.0.1"));
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "rediss://127.0.0.1:" + port;
    }

    /** Its own, which signed itself: PEM. */
    public Path certificate() {
        return certificate;
    }

    private void pass(NetSocket client) {
        client.pause();
        redises.connect(behind)
                .onSuccess(redis -> {
                    client.handler(redis::write);
                    redis.handler(client::write);
                    client.closeHandler(end -> redis.close());
                    redis.closeHandler(end -> client.close());
                    client.resume();
                })
                .onFailure(e -> client.close());
    }

    private static void keytool(String command, Path store, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "redis"));
        line.addAll(List.of(more));
        Process keytool = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
