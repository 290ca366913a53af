package org.livetally.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.testing.Await;

/** A peer receives what was accepted, whole and in order, whichever way each frame took. */
@EnabledOnOs(OS.LINUX)
final class OutgoingTest {
    private static final int OFFERS = 400;
    /** Larger than all buffers between the two ends, so that the kernel takes a part of it. */
    private static final int LARGEST = 200_000;

    static LongStream seeds() {
        return new Random().longs(8);
    }

    private static TextFrame frame(Random random) {
        byte[] text = new byte[random.nextInt(8) == 0 ? random.nextInt(LARGEST) : random.nextInt(600)];
        random.nextBytes(text);
        return new TextFrame(text);
    }

    private static byte[] bytes(TextFrame frame) {
        return ByteBufUtil.getBytes(frame.bytes());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsAcceptedArrivesWholeAndInOrder(long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ByteArrayOutputStream accepted = new ByteArrayOutputStream();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        int refused = 0;
        int written = 0;
        try (SmallPipe pipe = SmallPipe.open()) {
            Outgoing out = new Outgoing(pipe.channel());
            for (int i = 0; i < OFFERS; i++) {
                TextFrame frame = frame(random);
                boolean control = random.nextInt(10) == 0;
                boolean taken = pipe.onLoop(() -> {
                    if (control) { // a ping, or a close frame, which waits however full the queue is
                        out.write(frame.bytes());
                    }
                    return control || out.offer(frame);
                });
                written++;
                if (taken) {
                    accepted.write(bytes(frame));
                } else {
                    refused++;
                }
                if (random.nextInt(4) == 0) {
                    received.write(pipe.read(random.nextInt(2 * LARGEST), accepted.size() - received.size()));
                }
            }
            received.write(pipe.read(Integer.MAX_VALUE, accepted.size() - received.size()));
            assertEquals(0L, pipe.onLoop(pipe::waiting));
            assertTrue(pipe.throughNetty() > 0, "nothing took the way through Netty");
            assertTrue(pipe.throughNetty() + refused < written, "nothing went straight to the kernel");
        }
        assertTrue(refused > 0, "nothing was refused");
        assertArrayEquals(accepted.toByteArray(), received.toByteArray());
    }

    @Test
    void nothingOvertakesWhatNettyWasGivenBefore() throws IOException {
        TextFrame frame = new TextFrame(new byte[] {'2'});
        try (SmallPipe pipe = SmallPipe.open()) {
            pipe.onLoop(() -> {
                pipe.channel().write(Unpooled.wrappedBuffer(new byte[] {'1'})); // the handshake's answer; not flushed
                return new Outgoing(pipe.channel()).offer(frame);
            });
            byte[] received = pipe.read(Integer.MAX_VALUE, 1 + frame.size());
            assertEquals('1', received[0]);
            assertEquals('2', received[received.length - 1]);
        }
    }

    @Test
    void aClosedChannelIsWrittenToNoMoreInTheSameTurn() throws IOException {
        TextFrame frame = new TextFrame(new byte[10]);
        try (SmallPipe pipe = SmallPipe.open()) {
            Outgoing out = new Outgoing(pipe.channel());
            assertTrue(pipe.onLoop(() -> out.isOpen() && out.offer(frame)));
            assertFalse(pipe.onLoop(() -> {
                pipe.channel().close(); // its descriptor is free for the next connection from here on
                return out.isOpen() || out.offer(frame);
            }));
        }
    }

    @Test
    void aResetOfThePeerClosesTheChannelAsNettyDoes() throws IOException {
        TextFrame frame = new TextFrame(new byte[100]);
        try (SmallPipe pipe = SmallPipe.open()) {
            Outgoing out = new Outgoing(pipe.channel());
            assertTrue(pipe.onLoop(() -> out.offer(frame)));
            pipe.onLoop(() -> pipe.channel().config().setAutoRead(false)); // so that only a write can find it
            pipe.reset();
            Await.until("a refusal", () -> !pipe.onLoop(() -> out.offer(frame)));
            assertTrue(pipe.channel().closeFuture().awaitUninterruptibly(60, TimeUnit.SECONDS));
            assertFalse(pipe.onLoop(out::isOpen));
            assertNotNull(pipe.failure(), "Netty told nobody of the failed write");
        }
    }

    @Test
    void aChannelThatIsNoSocketOfEpollIsWrittenToByNetty() {
        EmbeddedChannel channel = new EmbeddedChannel();
        TextFrame frame = new TextFrame(new byte[300]);
        Outgoing out = new Outgoing(channel);
        assertTrue(out.offer(frame));
        ByteBuf sent = channel.readOutbound();
        assertArrayEquals(bytes(frame), ByteBufUtil.getBytes(sent));
        channel.close();
        assertFalse(out.offer(frame));
    }
}
