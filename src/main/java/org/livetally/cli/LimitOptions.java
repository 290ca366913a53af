package org.livetally.cli;

import org.livetally.settings.Limits;
import picocli.CommandLine.Option;

/** Options of the limits on what strangers may use. */
final class LimitOptions {
    @Option(
            names = "--max-connections",
            defaultValue = "${env:LIVETALLY_MAX_CONNECTIONS:-20000}",
            description = "Open connections in all, 0 for as many as descriptors allow (default: 20000).")
    private int connections;

    @Option(
            names = "--max-connections-per-address",
            defaultValue = "${env:LIVETALLY_MAX_CONNECTIONS_PER_ADDRESS:-12000}",
            description = "Open connections from one address, see --trusted-proxies (default: 12000).")
    private int connectionsPerAddress;

    @Option(
            names = "--request-timeout",
            defaultValue = "${env:LIVETALLY_REQUEST_TIMEOUT:-10}",
            description = "Seconds that a client may take to send a request (default: 10).")
    private int requestSeconds;

    @Option(
            names = "--max-invalid-messages",
            defaultValue = "${env:LIVETALLY_MAX_INVALID_MESSAGES:-100}",
            description = "Invalid messages in a row after which an order socket is closed (default: 100).")
    private int invalidMessages;

    @Option(
            names = "--max-screen-messages",
            defaultValue = "${env:LIVETALLY_MAX_SCREEN_MESSAGES:-10}",
            description = "Messages a second from a screen above which it is closed (default: 10).")
    private int screenMessages;

    @Option(
            names = "--max-audience-messages",
            defaultValue = "${env:LIVETALLY_MAX_AUDIENCE_MESSAGES:-20}",
            description = "Messages a second from a viewer above which they are not read (default: 20).")
    private int audienceMessages;

    Limits limits() {
        return new Limits(
                connections, connectionsPerAddress, requestSeconds, invalidMessages, screenMessages, audienceMessages);
    }
}
