package org.livetally.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.livetally.client.Failures;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a command that talks to a running node. */
final class NodeOptions {
    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:" + ServerOptions.PORT,
            description = "The node (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Mixin
    private TokenOptions token;

    /** @throws ParameterException if the address is of no node */
    void check(CommandLine command) {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            String underscore = String.valueOf(url.getAuthority()).contains("_")
                    ? "; names with an underscore cannot be called over HTTP, so take another one, or an address"
                    : "";
            throw new ParameterException(command, "--url must be http://HOST:PORT, not " + url + underscore);
        }
    }

    /** A request to the node, with the token. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(below(path));
        String known = token();
        return known == null ? request : request.header("Authorization", "Bearer " + known);
    }

    /** A proxy may put a path of its own before those of the node. */
    private URI below(String path) {
        return url.resolve(url.getRawPath().replaceFirst("/+$", "") + path);
    }

    /**
     * No answer, and why.
     *
     * @param next what that means for what was asked, or what to do
     */
    IllegalStateException noAnswer(IOException cause, String next) {
        return new IllegalStateException("no answer from " + url + " (" + Failures.why(cause) + "): " + next, cause);
    }

    URI url() {
        return url;
    }

    /** Null if there is none. */
    @Nullable
    String token() {
        return token.token();
    }
}
