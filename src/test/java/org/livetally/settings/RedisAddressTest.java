package org.livetally.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                "redis://a:secret@h,h2:1 | its host or its port is none",
                "redis+sentinel://a:secret@h,/m | it names no host",
                "redis+sentinel://a:secret@h:0,h2/m | 1 to 65535",
                "redis+sentinel://a:secret@h | the name of the primary must follow",
                "redis+sentinel://a:secret@h/ | the name of the primary must follow",
                "redis+sentinel://a:secret@h/m/x | the number of a database",
                "redis+sentinel://a:sec/ret@h/m | %2F",
                "redis+sentinel://h/m?sentinelPasword=secret | other than db, password, sentinelPassword, ",
                "redis+sentinel://h/m?sentinelPassword=a&secret | %26",
                "rediss+sentinel://a:secret@h,my_h/m | an underscore",
                "redis+cluster://a:secret@h:1,h2:x | its host or its port is none",
                "redis+cluster://a:secret@h/1 | no database but 0",
                "redis+cluster://a:secret@h?db=2 | no database but 0",
                "redis+cluster://a:secret@h/m | the number of a database",
                "redis+cluster://h?sentinelPassword=secret | redis+sentinel:// only",
                "redis://h?sentinelUser=secret | redis+sentinel:// only",
                "redis+other://a:secret@h | must be redis://host:port",
                "unix+sentinel:///secret | must be redis://host:port",
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
                "redis+cluster://u:secret@h:1,h:2",
                "redis+cluster://h?password=secret",
                "redis+sentinel://u:secret@h:1,h:2/m?sentinelUser=secret&sentinelPassword=secret",
            })
    void noPasswordIsShown(String uri) {
        RedisAddress address = new RedisAddress(uri);
        HostPort server = new HostPort("10.0.0.1", 1);
        for (String shown : new String[] {
            address.toString(),
            address.place(),
            address.endpoint(address.host()),
            address.endpoint(server),
            address.sentinelEndpoint(server)
        }) {
            assertFalse(shown.contains("secret"), shown);
        }
    }

    @Test
    void anEmptyLoginIsNone() {
        RedisAddress address = new RedisAddress("redis://:@h:1");
        assertNull(address.user());
        assertNull(address.password());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "redis+cluster://h | CLUSTER | [h:6379] | - | - | - | redis://10.0.0.1:7",
                "rediss+cluster://u:p%2F@h:1,[::1]:2,10.1.1.1/0 | CLUSTER | [h:1, [::1]:2, 10.1.1.1:6379] | u | p/ | - |"
                        + " rediss://10.0.0.1:7/0",
                "redis+sentinel://h,[fe80::1],h_3:1/my.m-a_1 | SENTINEL | [h:26379, [fe80::1]:26379, h_3:1] | - | - |"
                        + " my.m-a_1 | redis://10.0.0.1:7",
                "rediss+sentinel://:a@b@h/m/3 | SENTINEL | [h:26379] | - | a@b | m | rediss://10.0.0.1:7/3",
                "redis+sentinel://h/m?db=3&user=u&password=%26&sentinelPassword=x | SENTINEL | [h:26379] | u | & | m |"
                        + " redis://10.0.0.1:7?db=3",
                "rediss://h/2 | SINGLE | [h:6379] | - | - | - | rediss://10.0.0.1:7/2",
            })
    void severalHostsAreReadAsTheyAreMeant(
            String uri,
            RedisAddress.Kind kind,
            String hosts,
            String user,
            String password,
            String master,
            String endpoint) {
        RedisAddress address = new RedisAddress(uri);
        assertEquals(kind, address.kind());
        assertEquals(hosts, address.hosts().toString());
        assertEquals(user, address.user());
        assertEquals(password, address.password());
        assertEquals(master, address.master());
        assertEquals(endpoint, address.endpoint(new HostPort("10.0.0.1", 7)));
        assertEquals(uri.startsWith("rediss"), address.isTls());
    }

    @Test
    void sentinelsHaveAUserAndAPasswordOfTheirOwn() {
        RedisAddress address =
                new RedisAddress("rediss+sentinel://u:p@h/m/3?sentinelUser=a%40+&sentinelPassword=%25%26");
        assertEquals("u", address.user());
        assertEquals("p", address.password());
        assertEquals("a@+", address.sentinelUser());
        assertEquals("%&", address.sentinelPassword());
        assertEquals("rediss://[::1]:7", address.sentinelEndpoint(new HostPort("::1", 7)));
        assertNull(new RedisAddress("redis+sentinel://u:p@h/m").sentinelUser());
        assertNull(new RedisAddress("redis+sentinel://u:p@h/m").sentinelPassword());
    }

    @Test
    void theFileMayNameOtherSentinelsButNoOtherKind(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("address"), "redis+sentinel://h/m");
        RedisAddress address = new RedisAddress("redis+sentinel://h/m", null, file);
        Files.writeString(file, "redis+sentinel://h,h2/m");
        assertEquals(2, address.again().hosts().size());
        Files.writeString(file, "redis+cluster://h");
        SettingException refused = assertThrows(SettingException.class, address::again);
        assertTrue(String.valueOf(refused.getMessage()).contains("must not turn to or from Sentinels or a Cluster"));
    }
}
