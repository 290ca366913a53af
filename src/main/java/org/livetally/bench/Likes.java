package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Like messages a second from many viewers, compared with a raw Vert.x server that echoes the same messages to the same
 * number of sockets.
 */
final class Likes implements Benchmark {
    private static final int SOCKETS = 1_000;
    /** Both sides are twice as fast once the compiler has seen so many. */
    private static final int WARM_UP_ROUNDS = 6;

    /** Many, since the sender shares the two cores with the server: single rounds differ by half. */
    private static final int SHORT_ROUNDS = 3;

    private static final int MESSAGES = 300;
    /** Messages in one write: a viewer's taps are single messages, but a kernel may deliver several at once. */
    private static final int IN_A_WRITE = 5;

    private static final byte[] LIKE = frame("{\"type\":\"like\",\"count\":3}");
    private static final int COUNT = 3;
    private static final String FIELD = "\"likes\":";

    @Override
    public String id() {
        return "likes";
    }

    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] frame = new byte[bytes.length + 6];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | bytes.length);
        System.arraycopy(bytes, 0, frame, 6, bytes.length);
        return frame;
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.server();
        String stream = environment.stream(id());
        server.live(stream);
        Taken taken = new Taken();
        List<BenchSocket> viewers = environment
                .client()
                .open(
                        server.address(),
                        "/ws/streams/" + stream + "/audience?viewer=v#",
                        SOCKETS,
                        BenchSocket.Listener.DEAF);
        environment.client().open(server.address(), "/ws/boards/" + stream + "?fields=audience", 1, taken::board);
        List<BenchSocket> echoes = environment.client().open(environment.echo(), "/", SOCKETS, taken::echo);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            like(environment, viewers, taken, COUNT);
            like(environment, echoes, taken, 1);
        }
        double[] ours = new double[environment.rounds() * SHORT_ROUNDS];
        double[] theirs = new double[ours.length];
        for (int round = 0; round < ours.length; round++) {
            ours[round] = like(environment, viewers, taken, COUNT);
            theirs[round] = like(environment, echoes, taken, 1);
            environment.say("  round %d: %,.0f likes/s, echo %,.0f/s", round + 1, ours[round], theirs[round]);
        }
        return List.of(new Measurement(
                "like messages/s from 1,000 audience sockets",
                "Vert.x echo",
                ours,
                theirs,
                "/s",
                Marks.atLeast(0.7, 0.9),
                ""));
    }

    /** Sends a round of messages; returns messages a second until all of them are counted, or echoed. */
    private static double like(BenchEnvironment environment, List<BenchSocket> links, Taken taken, int each) {
        ByteBuf several = Unpooled.directBuffer();
        for (int i = 0; i < IN_A_WRITE; i++) {
            several.writeBytes(LIKE);
        }
        long messages = (long) links.size() * MESSAGES;
        CompletableFuture<Void> all = taken.expect(environment, messages * each);
        long start = System.nanoTime();
        environment.client().run(() -> write(environment.client(), links, several, MESSAGES / IN_A_WRITE));
        environment.client().await(all);
        return messages / ((System.nanoTime() - start) / 1e9);
    }

    /** Writes a few to each socket at a time, as fast as it accepts them. */
    private static void write(LoadClient client, List<BenchSocket> links, ByteBuf frames, int times) {
        for (BenchSocket link : links) {
            Channel channel = link.channel();
            channel.writeAndFlush(frames.retainedDuplicate(), channel.voidPromise());
        }
        if (times == 1) {
            frames.release();
        } else {
            client.loop().execute(() -> write(client, links, frames, times - 1));
        }
    }

    /** Counts what arrived, on the client's event loop. */
    private static final class Taken {
        private long likes;
        private long echoes;
        private long expected;
        private CompletableFuture<Void> all = new CompletableFuture<>();

        CompletableFuture<Void> expect(BenchEnvironment environment, long more) {
            CompletableFuture<Void> next = new CompletableFuture<>();
            environment.client().run(() -> {
                all = next;
                expected = more;
                likesBefore = likes;
                echoes = 0;
            });
            return next;
        }

        private long likesBefore;

        void board(BenchSocket link, ByteBuf text, int length) {
            String json = text.toString(text.readerIndex(), length, StandardCharsets.UTF_8);
            int at = json.indexOf(FIELD);
            if (at >= 0) {
                int end = at + FIELD.length();
                while (Character.isDigit(json.charAt(end))) {
                    end++;
                }
                likes = Long.parseLong(json, at + FIELD.length(), end, 10);
                if (likes - likesBefore == expected) {
                    all.complete(null);
                }
            }
        }

        void echo(BenchSocket link, ByteBuf text, int length) {
            if (++echoes == expected) {
                all.complete(null);
            }
        }
    }
}
