package org.livetally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Networks;
import org.livetally.settings.SettingException;

/** Which proxies are trusted to tell a client's address. */
final class ClientAddressTest {
    private static final Networks TRUSTED = networks("127.0.0.1, 10.1.0.0/16, fd00::/8");

    @ParameterizedTest
    @CsvSource({
        // peer, X-Forwarded-For, client
        "203.0.113.7, '', 203.0.113.7",
        "203.0.113.7, 198.51.100.1, 203.0.113.7",
        "127.0.0.2, 198.51.100.1, 127.0.0.2",
        "127.0.0.1, '', 127.0.0.1",
        "127.0.0.1, 198.51.100.1, 198.51.100.1",
        "127.0.0.1, '198.51.100.1, 203.0.113.7', 203.0.113.7",
        "127.0.0.1, '1.1.1.1,203.0.113.7 , 10.1.255.255', 203.0.113.7",
        "127.0.0.1, '203.0.113.7, 10.2.0.1', 10.2.0.1",
        "fd12::1, '1.1.1.1, 2001:db8::5', 2001:db8::5",
        "127.0.0.1, '10.1.0.1, 10.1.0.2', 10.1.0.1",
        "127.0.0.1, ::ffff:198.51.100.1, 198.51.100.1",
        "127.0.0.1, '198.51.100.1, unknown', 127.0.0.1",
        "127.0.0.1, '198.51.100.1, shop.example', 127.0.0.1",
        "127.0.0.1, '198.51.100.1, ', 127.0.0.1",
    })
    void itIsTheRightmostThatIsNotATrustedProxy(String peer, String forwarded, String client) throws Exception {
        assertEquals(InetAddress.getByName(client), of(peer, List.of(forwarded), TRUSTED));
    }

    @Test
    void severalHeadersAreOneList() throws Exception {
        InetAddress client = of("127.0.0.1", List.of("198.51.100.1", "203.0.113.7, 10.1.0.1"), TRUSTED);

        assertEquals(InetAddress.getByName("203.0.113.7"), client);
    }

    @Test
    void byDefaultNobodyIsTrusted() throws Exception {
        assertEquals(
                InetAddress.getByName("127.0.0.1"),
                of("127.0.0.1", List.of("198.51.100.1"), AccessSettings.DEFAULT.trustedProxies()));
    }

    @Test
    void aPeerOnAUnixSocketHasNoAddress() {
        assertNull(ClientAddress.of(new DomainSocketAddress("/x"), List.of("198.51.100.1"), TRUSTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0/8",
                "fd00::/129",
                "1.2.3.4/8/8",
                ","
            })
    void whatIsNoNetworkIsRefused(String text) {
        SettingException refused = assertThrows(SettingException.class, () -> networks(text));

        assertTrue(refused.toString().contains("--trusted-proxies must be like"), refused::toString);
    }

    private static Networks networks(String text) {
        return AccessSettings.of(null, null, null, text).trustedProxies();
    }

    private static InetAddress of(String peer, List<String> forwarded, Networks trusted) throws Exception {
        InetAddress address =
                ClientAddress.of(new InetSocketAddress(InetAddress.getByName(peer), 1), forwarded, trusted);
        assertNotNull(address);
        return address;
    }
}
