package org.livetally.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.app.Livetally;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** The address to listen on. */
final class HostTest {
    @Test
    void anIpv6AddressMayBeInBracketsAsInAddressesOfPages() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(loopback instanceof Inet6Address && isHere(loopback), "no IPv6 here");
        TestRedis.flush();
        Livetally server = Await.result(Livetally.start(settings("[::1]"), InstantSource.system()));
        try (Socket socket = new Socket(loopback, server.port())) {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.0\r\nHost: [::1]:1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(
                    "HTTP/1.0 200 OK", new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII));
        } finally {
            Await.result(server.stop());
        }
        assertEquals("::1", settings("[::1]").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[::1", "::1]", "[127.0.0.1]", "[localhost]"})
    void bracketsAreForAnIpv6AddressOnly(String host) {
        SettingException refused = assertThrows(SettingException.class, () -> settings(host));
        assertEquals("--host in brackets must be an IPv6 address, such as [::1]", refused.getMessage());
    }

    private static Settings settings(String host) {
        return new Settings(host, 0, TestRedis.uri(), Path.of("no-data-of-its-own"));
    }

    private static boolean isHere(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
