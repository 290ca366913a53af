package org.livetally.ledger.replay;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;
import org.livetally.wire.LedgerJson;

/**
 * Compares what Redis holds of each id with the ledger, partition by partition. A message is put in the partition of
 * its own id and in that of the order or the deal it is about, so the whole life of an id is in one partition.
 */
final class IdCheck implements AutoCloseable {
    private static final int HELD = 0;
    private static final int HELD_PLACED = 1;
    private static final int HELD_DUE = 2;
    private static final int OWN = 3;
    private static final int ABOUT = 4;

    private final String stream;
    private final Spill spill;
    private final Differences differences;
    private long ids;

    IdCheck(String stream, Spill spill, Differences differences) {
        this.stream = stream;
        this.spill = spill;
        this.differences = differences;
    }

    /** Adds values of {@code ids} in Redis. */
    void addHeld(Slice slice) {
        add(HELD, slice);
    }

    /** Adds JSON of orders in {@code placed} in Redis. */
    void addPlaced(Slice slice) {
        add(HELD_PLACED, slice);
    }

    /** Adds members of {@code holds} in Redis. */
    void addHolds(Slice slice) {
        add(HELD_DUE, slice);
    }

    private void add(int kind, Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            String id = slice.name(i);
            String value = slice.value(i);
            spill.add(id, out -> {
                out.writeByte(kind);
                Spill.writeSeq(out, slice.last());
                Spill.writeText(out, id);
                Spill.writeText(out, value);
            });
        }
    }

    /** Adds a message of the ledger, after everything that Redis holds. */
    void add(Recorded recorded) {
        Message message = recorded.message();
        byte[] json = LedgerJson.write(message);
        add(OWN, message.id(), recorded.seq(), json);
        if (message instanceof OrderEvent event) {
            add(ABOUT, event.order(), recorded.seq(), json);
        } else if (message instanceof DealEvent event && !event.deal().equals(event.id())) {
            add(ABOUT, event.deal(), recorded.seq(), json);
        }
    }

    /**
     * The same where Redis holds nothing yet.
     *
     * @param fingerprint that its value in {@code ids} has; empty if nobody knows
     */
    void add(Recorded recorded, String fingerprint) {
        String id = recorded.message().id();
        spill.add(id, out -> {
            out.writeByte(HELD);
            Spill.writeSeq(out, Seq.END);
            Spill.writeText(out, id);
            Spill.writeText(out, fingerprint);
        });
        add(recorded);
    }

    private void add(int kind, String id, Seq seq, byte[] json) {
        spill.add(id, out -> {
            out.writeByte(kind);
            Spill.writeSeq(out, seq);
            Spill.writeBytes(out, json);
        });
    }

    /**
     * Replays the lives of a partition's ids and compares them.
     *
     * @param held when {@code ids} was read
     * @param placed when {@code placed} was read
     */
    void run(int partition, Replay replay, Span held, Span placed) {
        replay(partition, replay);
        for (Map.Entry<String, Life> life : replay.lives().entrySet()) {
            life.getValue().compare(life.getKey(), held, placed, differences);
            ids += life.getValue().isRecorded() ? 1 : 0;
        }
    }

    /** Replays the lives of a partition's ids. */
    void replay(int partition, Replay replay) {
        spill.each(partition, in -> read(in, replay));
    }

    private void read(DataInputStream in, Replay replay) throws IOException {
        int kind = in.readByte();
        Seq seq = Spill.readSeq(in);
        switch (kind) {
            case HELD -> replay.life(Spill.readText(in)).held(seq, Spill.readText(in));
            case HELD_PLACED -> replay.life(Spill.readText(in)).heldPlaced(seq, Spill.readText(in));
            case HELD_DUE -> replay.life(Spill.readText(in)).heldDue(seq, Spill.readText(in));
            case OWN -> replay.addOwn(new Recorded(seq, message(in)));
            default -> readAbout(seq, message(in), replay);
        }
    }

    private static void readAbout(Seq seq, Message message, Replay replay) {
        if (message instanceof DealEvent event) {
            replay.addAbout(seq, event);
        } else {
            replay.addAbout(seq, (OrderEvent) message);
        }
    }

    private Message message(DataInputStream in) throws IOException {
        return LedgerJson.read(stream, Spill.readBytes(in));
    }

    /** The number of ids in the ledger, in the partitions that were run. */
    long ids() {
        return ids;
    }

    @Override
    public void close() {
        spill.close();
    }
}
