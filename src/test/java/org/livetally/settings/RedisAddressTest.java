package org.livetally.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of Redis as people write them. */
final class RedisAddressTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://my_redis:6379, my_redis, -, -, redis://my_redis:6379",
                "redis://10.0.0.1, 10.0.0.1, -, -, redis://10.0.0.1",
                "rediss://[::1]:6379/2, [::1], -, -, rediss://[::1]:6379/2",
                "redis://:a+b%2F%25@h:1, h, -, a+b/%, redis://h:1",
                "redis://u%40x:p@h:1/0?client=tally, h, u@x, p, redis://h:1/0?client=tally",
                "redis://h?user=u&password=a%26b+&db=3, h, u, a&b+, redis://h?db=3",
                "unix:///run/a%20b.sock?password=p&user=u, '', u, p, unix:///run/a%20b.sock",
                "redis://a@b@h:1, h, -, a@b, redis://h:1",
            })
    void isReadAsItIsMeant(String uri, String host, String user, String password, String endpoint) {
        RedisAddress address = new RedisAddress(" " + uri + "\n");
        assertEquals(host, address.host());
        assertEquals(user, address.user());
        assertEquals(password, address.password());
        assertEquals(endpoint, address.endpoint(address.host()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://u:secret@ho st:1 | a blank",
                "redis://u:sec%ret@host:1 | %25",
                "redis://u:sec/ret@host:1 | %2F",
                "redis://:sec/ret@host:1 | %2F",
                "redis://u:sec#ret@host:1 | # @ in a password is written as",
                "redis://u:secret@ | no host",
                "redis://u:secret@host:0 | 1 to 65535",
                "redis://u:secret@host:99999 | 1 to 65535",
                "redis://u:secret@host:1/tally | the number of a database",
                "rediss://u:secret@my_redis:1 | an underscore",
                "unix://run/secret.sock | three slashes",
                "http://secret | must be redis://host:port",
            })
    void whatIsWrongIsSaidWithoutThePassword(String uri, String reason) {
        SettingException refused = assertThrows(SettingException.class, () -> new RedisAddress(uri));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("--redis-uri must be redis://host:port, "), message);
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("sec"), message);
    }

    @Test
    void aFileIsNamed() {
        Path file = Path.of("address");
        SettingException refused =
                assertThrows(SettingException.class, () -> new RedisAddress("redis://u:se/cret@h:1", null, file));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("--redis-uri-file must hold "), message);
        assertTrue(message.contains("%2F"), message);
        assertFalse(message.contains("cret@"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://u:secret@h:1",
                "redis://secret@h:1",
                "redis://h:1?password=secret&x=a@b",
                "unix:///s.sock?password=x@secret",
                "redis://a:x@secret@h:1",
            })
    void noPasswordIsShown(String uri) {
        RedisAddress address = new RedisAddress(uri);
        for (String shown : new String[] {address.toString(), address.place(), address.endpoint(address.host())}) {
            assertFalse(shown.contains("secret"), shown);
        }
    }

    @Test
    void anEmptyLoginIsNone() {
        RedisAddress address = new RedisAddress("redis://:@h:1");
        assertNull(address.user());
        assertNull(address.password());
    }
}
