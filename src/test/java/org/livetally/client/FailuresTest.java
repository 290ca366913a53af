package org.livetally.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What people read when a command gets no answer. */
final class FailuresTest {
    @Test
    void aCertificateThatNobodyTrustsSaysWhatToDo() {
        Throwable failure = new SSLHandshakeException("Failed to create SSL connection")
                .initCause(new CertificateException("unable to find valid certification path"));
        String why = Failures.why(failure);
        assertTrue(why.startsWith("TLS with it fails (unable to find valid certification path): "), why);
        assertTrue(why.contains("-Djavax.net.ssl.trustStore=FILE"), why);
    }

    @Test
    void theInnermostCauseThatSaysSomethingIsQuoted() {
        Throwable failure = new SSLHandshakeException("closed during the handshake").initCause(new EOFException());
        String why = Failures.why(failure);
        assertTrue(why.startsWith("TLS with it fails (closed during the handshake): "), why);
    }

    @Test
    void noTlsIsNoQuestionOfTrust() {
        String why = Failures.why(new SSLException("Unsupported or unrecognized SSL message"));
        assertTrue(why.endsWith("there is none; is it http://?"), why);
    }

    @Test
    void anythingElseHasItsOwnWordsOrItsKind() {
        assertEquals("Connection reset", Failures.why(new ConnectException("Connection reset")));
        assertEquals("no connection", Failures.why(new ConnectException()));
        assertEquals("EOFException", Failures.why(new EOFException()));
    }
}
