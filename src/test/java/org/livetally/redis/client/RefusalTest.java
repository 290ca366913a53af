package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of Redis 6.2, 7.0 and later, at the top and in scripts, and those that only look like a refusal. */
final class RefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    READONLY    | leave | READONLY You can't write against a read only replica.
                    READONLY    | leave | READONLY You can't write against a read only replica. script: 1a79a4d60de6718e8e5b326e338ae533, on @user_script:4.
                    READONLY    | leave | ERR Error running script (call to f_1a79): @user_script:4: @user_script: 4: -READONLY You can't write against a read only replica.
                    MASTERDOWN  | leave | MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.
                    LOADING     | leave | LOADING Redis is loading the dataset in memory
                    LOADING     | leave | LOADING Valkey is loading the dataset in memory
                    NOAUTH      | leave | NOAUTH Authentication required.
                    NOAUTH      | leave | NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time
                    WRONGPASS   | leave | WRONGPASS invalid username-password pair or user is disabled.
                    NOREPLICAS  | look  | NOREPLICAS Not enough good replicas to write.
                    NOREPLICAS  | look  | ERR Error running script (call to f_1a79): @user_script:4: @user_script: 4: -NOREPLICAS Not enough good replicas to write.
                    CLUSTERDOWN | look  | CLUSTERDOWN The cluster is down
                    CLUSTERDOWN | look  | CLUSTERDOWN Hash slot not served
                    MOVED       | look  | MOVED 3999 127.0.0.1:6381
                    ASK         | look  | ASK 3999 127.0.0.1:6381
                    TRYAGAIN    | look  | TRYAGAIN Multiple keys request during rehashing of slot
                    NONLOCAL    | look  | ERR Script attempted to access a non local key in a cluster node script: 1a79a4d60de6718e, on @user_script:4.
                    NONLOCAL    | look  | ERR Error running script (call to f_1a79): @user_script:4: Script attempted to access a non local key in a cluster node
                    CLUSTERDOWN | look  | ERR Script attempted to execute a command while the cluster is down script: 1a79a4d60de6718e, on @user_script:4.
                    CLUSTERDOWN | look  | ERR Script attempted to execute a write command while the cluster is down and readonly script: 1a79a4d60de6718e, on @user_script:4.
                    OOM         | stay  | OOM command not allowed when used memory > 'maxmemory'.
                    OOM         | stay  | OOM command not allowed when used memory > 'maxmemory'. script: 1a79a4d60de6718e, on @user_script:4.
                    OOM         | stay  | ERR Error running script (call to f_1a79): @user_script:4: @user_script: 4: -OOM command not allowed when used memory > 'maxmemory'.
                    OOM         | stay  | ERR Error running script (call to f_1a79): @user_script:4: -OOM command not allowed when used memory > 'maxmemory'.
                    MISCONF     | stay  | MISCONF Errors writing to the AOF file: No space left on device
                    MISCONF     | stay  | MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled
                    NOPERM      | stay  | NOPERM User livetally has no permissions to run the 'evalsha' command
                    NOPERM      | stay  | NOPERM this user has no permissions to run the 'evalsha' command or its subcommand
                    NOPERM      | stay  | ERR ACL failure in script: User livetally has no permissions to run the 'xadd' command script: 1a79a4d60de6718e, on @user_script:4.
                    NOPERM      | stay  | ERR ACL failure in script: No permissions to access a key script: 1a79a4d60de6718e, on @user_script:4.
                    NOPERM      | stay  | ERR Error running script (call to f_1a79): @user_script:4: @user_script: 4: The user executing the script can't run this command or subcommand
                    NOPERM      | stay  | ERR Error running script (call to f_1a79): @user_script:4: @user_script: 4: The user executing the script can't access at least one of the keys mentioned in the command arguments
                    BUSY        | stay  | BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.
                    BUSY        | stay  | BUSY Valkey is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.
                    """)
    void isKnownByItsWord(String code, String remedy, String text) {
        Refusal refusal = refusal(text);
        assertNotNull(refusal);
        assertEquals(code, refusal.code());
        assertEquals(remedy.equals("leave"), refusal.endsConnection(), "another connection at once");
        assertEquals(remedy.equals("look"), refusal.mayBeOtherwiseElsewhere(), "another connection now and then");
        String brief = refusal.brief().sentence();
        assertTrue(brief.endsWith("(" + code + ")"), brief);
        assertFalse(refusal.toString().contains("on @user_script"), refusal.toString());
        assertFalse(RedisFailures.isPermanent(failure(text)), "it may succeed later");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    WRONGTYPE Operation against a key holding the wrong kind of value
                    WRONGTYPE Operation against a key holding the wrong kind of value script: 1a79, on @user_script:4.
                    ERR value is not an integer or out of range
                    ERR wrong number of arguments for 'zadd' command
                    ERR unknown command 'a', with args beginning with: ': -OOM' ': -OOM no memory'
                    ERR unknown command 'ACL failure in script: ', with args beginning with:
                    ERR Script attempted to access keys that do not hash to the same slot script: 1a79, on @user_script:4.
                    ERR no such thing as the user executing the script can't
                    ERR Error running script (call to f_1a79): @user_script:4: WRONGTYPE Operation against a key holding the wrong kind of value
                    ERR user_script:4: a title: -READONLY x script: 1a79, on @user_script:4.
                    """)
    void whatOnlyLooksLikeOneIsOurMistake(String text) {
        assertNull(refusal(text));
        assertTrue(RedisFailures.isPermanent(failure(text)));
    }

    @ParameterizedTest
    @CsvSource({"NOSCRIPT No matching script. Please use EVAL.", "CONNECTION_CLOSED", "loading"})
    void whatIsNeitherIsNoRefusal(String text) {
        assertNull(refusal(text));
    }

    @Test
    void aFailureThatRedisDidNotAnswerIsNoRefusal() {
        assertNull(Refusal.of(new IOException("OOM command not allowed when used memory > 'maxmemory'.")));
        assertNull(Refusal.of(new RedisUnavailableException("READONLY")));
    }

    /** A valid write may be refused with any error, including new ones. */
    @Test
    void aSoundWriteIsRefusedWithWhateverWord() {
        Refusal full = Refusal.ofSoundWrite(failure("ERR max number of clients reached"));
        assertNotNull(full);
        assertEquals("Redis refuses the command: ERR max number of clients reached", full.toString());
        assertTrue(full.endsConnection());
        Refusal unheard = refusal("UNHEARD of yet");
        assertNotNull(unheard);
        assertEquals("Redis refuses the command (UNHEARD)", unheard.brief().sentence());
        assertFalse(unheard.endsConnection());
    }

    @Test
    void aServerThatWantsCertificatesOfItsClientsIsToldFromOneThatIsNotTrusted() {
        Throwable wants = new IOException(new SSLHandshakeException("Received fatal alert: certificate_required"));
        assertTrue(RedisFailures.reason(wants).endsWith("set tls-auth-clients no"), RedisFailures.reason(wants));
        Throwable unknown = new IOException(new SSLHandshakeException("unable to find valid certification path"));
        assertTrue(RedisFailures.reason(unknown).contains("--redis-ca must hold"), RedisFailures.reason(unknown));
        assertTrue(RedisFailures.needsSetting(wants) && RedisFailures.needsSetting(unknown));
        assertFalse(RedisFailures.needsSetting(new IOException("Connection refused")));
    }

    private static @Nullable Refusal refusal(String text) {
        return Refusal.of(failure(text));
    }

    private static Throwable failure(String text) {
        return ErrorType.create(text);
    }
}
