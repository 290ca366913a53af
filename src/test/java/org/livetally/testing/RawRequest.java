package org.livetally.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One request with any headers, including those that client libraries do not expose, on a connection of its own. */
public record RawRequest(String method, String path, String body, List<String> headers) {
    /** Makes the client send no content type, as in curl. */
    public static final String UNTYPED = "Content-Type:";

    private static final int TIMEOUT_MS = 20_000;

    /** The answer; the body only if its length was given. */
    public record Answer(int status, String head, String body) {
        public boolean hasHeader(String line) {
            return head.toLowerCase(Locale.ROOT).contains("\r\n" + line.toLowerCase(Locale.ROOT));
        }
    }

    public static RawRequest of(String method, String path, String body) {
        return new RawRequest(method, path, body, List.of());
    }

    public RawRequest with(String header) {
        return new RawRequest(
                method,
                path,
                body,
                Stream.concat(headers.stream(), Stream.of(header)).toList());
    }

    /** With the token in the address, as OBS and sockets of browsers send it. */
    public RawRequest withQuery(String token) {
        return new RawRequest(method, path + (path.contains("?") ? "&" : "?") + "token=" + token, body, headers);
    }

    public Answer send(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(text().getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError(this + " got no whole answer: " + head);
                }
                head.append((char) next);
            }
            byte[] body = in.readNBytes(method.equals("HEAD") ? 0 : length(head.toString()));
            int status = Integer.parseInt(head.substring(9, 12));
            return new Answer(status, head.toString(), new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        List<String> lines = new ArrayList<>(List.of(method.replace("WS", "GET") + " " + path + " HTTP/1.1"));
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            lines.add("Host: 127.0.0.1");
        }
        headers.stream().filter(header -> !header.equals(UNTYPED)).forEach(lines::add);
        if (method.equals("WS")) {
            RawWebSocket.UPGRADE.lines().forEach(lines::add);
        } else if (headers.stream().noneMatch(header -> header.startsWith(UNTYPED))) {
            lines.add("Content-Type: application/json");
        }
        lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
