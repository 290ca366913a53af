package org.livetally.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says what a test wants a Sentinel to say, as one that was cut off and names an old primary. Several of them need not agree.
 * Its primary is known as {@code livetally}.
 */
public final class FakeSentinel implements AutoCloseable {
    private static final String END = "\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final NetServer server;
    private final int port;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile int primary;
    private volatile long epoch;
    private volatile boolean silent;
    private volatile int lateMs;
    private volatile String login = "";

    private FakeSentinel() {
        server = vertx.createNetServer().connectHandler(this::converse);
        port = Await.result(server.listen(0, "127.0.0.1")).actualPort();
    }

    /** Names a primary on this machine. */
    public static FakeSentinel of(int primary) {
        FakeSentinel sentinel = new FakeSentinel();
        sentinel.names(primary, 0);
        return sentinel;
    }

    public int port() {
        return port;
    }

    /** From now on it names another primary, as after the failover with this number. */
    public void names(int newPrimary, long newEpoch) {
        epoch = newEpoch;
        primary = newPrimary;
    }

    /** From now on it answers so much later. */
    public void setLateMs(int ms) {
        lateMs = ms;
    }

    /** Whether it leaves questions without an answer. */
    public void setSilent(boolean now) {
        silent = now;
    }

    /** @param words as {@code user password}, which it wants from now on */
    public void wants(String words) {
        login = words;
    }

    /** How often it was asked for the primary. */
    public int questions() {
        return questions.get();
    }

    /** How often it was asked something while it was silent. */
    public int unanswered() {
        return unanswered.get();
    }

    private void converse(NetSocket client) {
        StringBuilder unread = new StringBuilder();
        boolean[] in = {login.isEmpty()};
        client.handler(data -> {
            unread.append(data);
            if (silent) {
                unanswered.incrementAndGet();
            } else {
                List<List<String>> asked = commands(unread);
                if (lateMs > 0) {
                    vertx.setTimer(lateMs, id -> asked.forEach(words -> client.write(answer(words, in))));
                } else {
                    asked.forEach(words -> client.write(answer(words, in)));
                }
            }
        });
    }

    /** Whole commands; what comes in pieces stays. */
    private static List<List<String>> commands(StringBuilder unread) {
        List<List<String>> commands = new ArrayList<>();
        String[] lines = unread.toString().split(END, -1);
        int at = 0;
        while (at < lines.length - 1 && lines[at].startsWith("*")) {
            int words = Integer.parseInt(lines[at].substring(1));
            if (at + 2 * words + 1 >= lines.length) {
                break;
            }
            List<String> command = new ArrayList<>();
            for (int i = 1; i <= words; i++) {
                command.add(lines[at + 2 * i]);
            }
            commands.add(command);
            at += 2 * words + 1;
        }
        unread.setLength(0);
        unread.append(String.join(END, List.of(lines).subList(at, lines.length)));
        return commands;
    }

    private Buffer answer(List<String> words, boolean[] in) {
        return Buffer.buffer(text(words, in));
    }

    private String text(List<String> words, boolean[] in) {
        if (words.get(0).equalsIgnoreCase("AUTH")) {
            in[0] = String.join(" ", words.subList(1, words.size())).equals(login);
            return in[0] ? "+OK" + END : "-WRONGPASS invalid username-password pair or user is disabled." + END;
        }
        if (!in[0]) {
            return "-NOAUTH Authentication required." + END;
        }
        if (words.get(0).equalsIgnoreCase("PING")) {
            return "+PONG" + END;
        }
        if (words.size() != 3) {
            return "-ERR unknown command '" + words.get(0) + "'" + END;
        }
        boolean isKnown = words.get(2).equals("livetally");
        if (words.get(1).toUpperCase(Locale.ROOT).equals("MASTER")) {
            return isKnown
                    ? array("name", "livetally", "config-epoch", Long.toString(epoch))
                    : "-ERR No such master with that name" + END;
        }
        questions.incrementAndGet();
        return isKnown ? array("127.0.0.1", Integer.toString(primary)) : "*-1" + END;
    }

    private static String array(String... words) {
        StringBuilder array = new StringBuilder("*" + words.length + END);
        for (String word : words) {
            array.append("$").append(word.length()).append(END).append(word).append(END);
        }
        return array.toString();
    }

    @Override
    public void close() {
        Await.result(vertx.close());
    }
}
