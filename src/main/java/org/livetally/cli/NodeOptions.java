package org.livetally.cli;

import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a command that talks to a running node. */
final class NodeOptions {
    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:" + ServerOptions.PORT,
            description = "The node (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--token",
            defaultValue = "${env:LIVETALLY_TOKEN}",
            description = "An operator's token, if the node requires one (better: LIVETALLY_TOKEN).")
    private @Nullable String token;

    /** @throws ParameterException if the address is of no node */
    void check(CommandLine command) {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw new ParameterException(command, "--url must be http://HOST:PORT, not " + url);
        }
    }

    /** A request to the node, with the token. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path));
        return token == null || token.isBlank() ? request : request.header("Authorization", "Bearer " + token.strip());
    }

    URI url() {
        return url;
    }
}
