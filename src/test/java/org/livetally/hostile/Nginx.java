package org.livetally.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;

/**
 * The nginx of this machine as a child, with the block of docs/access.md, without what needs a name or a certificate.
 */
public final class Nginx implements AutoCloseable {
    private static final Pattern BLOCK = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isHere() {
        return binary().isPresent();
    }

    private static Optional<Path> binary() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** In front of the server on that port. */
    public static Nginx start(Path directory, int upstream) throws IOException {
        return start(directory, upstream, http -> http);
    }

    /** The same, with the server below a path, as docs/access.md says. */
    public static Nginx startBelow(String path, Path directory, int upstream) throws IOException {
        return start(
                directory,
                upstream,
                http -> http.replace("location / {", "location " + path + "/ {")
                        .replace("127.0.0.1:" + upstream + ";", "127.0.0.1:" + upstream + "/;"));
    }

    /** The same with nothing but {@code proxy_pass}: it passes no upgrade on. */
    public static Nginx startBare(Path directory, int upstream) throws IOException {
        return start(directory, upstream, http -> http.replaceAll("proxy_(?!pass |set_header Host)[^;]*;", ""));
    }

    /** In front of several nodes, as docs/clusters.md says. */
    public static Nginx startBefore(Path directory, List<Integer> nodes) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("docs/clusters.md")));
        if (!blocks.find()) {
            throw new AssertionError("docs/clusters.md has no nginx block");
        }
        String upstream = blocks.group(1).replace("fail_timeout=2s", "fail_timeout=1s");
        for (int i = 0; i < nodes.size(); i++) {
            upstream = upstream.replace("node-" + (i + 1) + ":8080", "127.0.0.1:" + nodes.get(i));
        }
        if (!blocks.find()) {
            throw new AssertionError("docs/clusters.md has no second nginx block");
        }
        String before = upstream;
        String pass = blocks.group(1);
        return start(
                directory,
                nodes.get(0),
                http -> before + http.replace("proxy_pass http://127.0.0.1:" + nodes.get(0) + ";", pass));
    }

    private static Nginx start(Path directory, int upstream, UnaryOperator<String> changed) throws IOException {
        int port = Ports.free();
        Path config = directory.resolve("nginx.conf");
        Files.writeString(config, config(directory, changed.apply(http(port, upstream))));
        Path log = directory.resolve("nginx.log");
        Process process = new ProcessBuilder(
                        binary().orElseThrow().toString(),
                        "-p",
                        directory.toString(),
                        "-e",
                        log.toString(),
                        "-c",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        Nginx nginx = new Nginx(process, port);
        Await.until("nginx listens", () -> nginx.listens(log));
        return nginx;
    }

    private static String http(int port, int upstream) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/access.md")));
        if (!block.find()) {
            throw new AssertionError("docs/access.md has no nginx block");
        }
        return block.group(1)
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + upstream)
                .replaceAll("access_log [^;]*;", "access_log off;")
                .replace("error_log /var/log/nginx/", "error_log ");
    }

    private static String config(Path directory, String http) {
        String temp = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(kind -> kind + "_temp_path " + directory.resolve(kind) + ";\n")
                .reduce("", String::concat);
        return "daemon off;\nmaster_process off;\npid " + directory.resolve("nginx.pid")
                + ";\nworker_rlimit_nofile 20000;\nevents { worker_connections 19000; }\nhttp {\n" + temp + http
                + "}\n";
    }

    private boolean listens(Path log) {
        if (!process.isAlive()) {
            try {
                throw new AssertionError("nginx has ended:\n" + Files.readString(log));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
