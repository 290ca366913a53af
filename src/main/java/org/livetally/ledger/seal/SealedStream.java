package org.livetally.ledger.seal;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.seal.Rotation.Part;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * The continuous audit of one stream, in rounds of small steps. A round reads figures at one moment, counts the ledger on up
 * to that moment, compares, and writes the seal.
 *
 * <p>It trusts what it has counted only as long as the seal in Redis is its own. Otherwise the ledger may be another one (an
 * earlier state came back, or it was written anew) or somebody else has counted on, so it begins anew with the newest checkpoint, and proves
 * that the ledger has what was sealed. A ledger that has not is not sealed again: the seal that it breaks stays.
 */
final class SealedStream {
    private static final LuaScript CHECKPOINT = LuaScript.load("write_checkpoint");
    /** The name of the difference between a ledger and its seal. */
    private static final String LEDGER = "ledger";

    private final RedisLink redis;
    private final StreamKeys keys;
    private final InstantSource clock;
    private final CutReader reader;
    private final KnownDifferences comparison = new KnownDifferences();
    private Rotation rotation;
    private @Nullable Cut cut;
    /** The seal that Redis had last. */
    private @Nullable StoredSeal held;
    /** The last erasure of a buyer when counting began: a later one changes the ledger. */
    private String erased = "";
    /** How many fields the checkpoints had last. */
    private long checkpoints;
    /** The seal that must be met on the way. */
    private @Nullable Seal proving;
    /** The seal that the ledger does not have. */
    private @Nullable Seal broken;

    private @Nullable Reading reading;
    private long readAt;
    /** The newest message at the last reading. */
    private Seq last = Seq.START;
    /** The newest message when the first of all places was compared. */
    private Seq turnedAt = Seq.START;
    /** The newest message up to which all of them were compared. */
    private Seq compared = Seq.START;

    private boolean isGone;

    /** @param clock of streams */
    SealedStream(RedisLink redis, String stream, InstantSource clock) {
        this.redis = redis;
        this.keys = new StreamKeys(stream);
        this.clock = clock;
        this.reader = CutReader.of(RedisLedger.of(redis, keys));
        this.rotation = new Rotation(keys);
    }

    String stream() {
        return keys.stream();
    }

    /** Whether everything was compared since the newest message, and nothing differs. */
    boolean rests() {
        return compared.equals(last) && comparison.differences() == 0 && broken == null;
    }

    /** Whether there is no such stream any more, or none with a ledger. */
    boolean isGone() {
        return isGone;
    }

    /** The newest audit, its own or another; null before the first. */
    @Nullable
    StoredSeal held() {
        return held;
    }

    /** How much memory it needs, in distinct buyers, names, minutes, orders, and facts of products. */
    long weight() {
        Cut known = cut;
        return known == null
                ? 0
                : known.buyers()
                        + known.open().size()
                        + known.refunds().size()
                        + known.basis().changes()
                        + known.sums().values().stream().mapToInt(Map::size).sum();
    }

    /** Does a step of some milliseconds; completes with whether the round is done. */
    Future<Boolean> step() {
        Reading now = reading;
        if (now == null) {
            return read();
        }
        Cut known = cut;
        return known == null ? begin(now) : go(known, now);
    }

    private Future<Boolean> read() {
        Cut known = cut;
        List<Part> parts = known == null ? List.of() : rotation.parts(known.sums(), comparison);
        readAt = clock.millis();
        return Reading.of(redis, keys, parts).map(read -> {
            isGone = read == null || read.last().equals(Seq.START);
            if (read == null || isGone) {
                cut = null;
                return true;
            }
            if (known != null && !isOurs(read, known)) {
                cut = null;
            }
            reading = read;
            last = read.last();
            return false;
        });
    }

    /** Whether Redis is as it was left. */
    private boolean isOurs(Reading read, Cut known) {
        return Objects.equals(read.seal(), held)
                && read.erased().equals(erased)
                && read.checkpoints() == checkpoints
                && !known.seq().isAfter(read.last());
    }

    /** Begins with the newest checkpoint; the figures are read again then, since now it is known which to ask for. */
    private Future<Boolean> begin(Reading read) {
        reading = null;
        rotation = new Rotation(keys);
        broken = null;
        held = read.seal();
        erased = read.erased();
        checkpoints = read.checkpoints();
        return reader.checkpointed(read.last()).recover(this::dropDamaged).map(begun -> {
            cut = begun;
            Seal sealed = StoredSeal.sealOf(held);
            proving = begun == null || sealed == null || begun.seq().isAfter(sealed.seq()) ? null : sealed;
            isGone = begun == null;
            return isGone;
        });
    }

    /** Checkpoints can be made again from the ledger. */
    private Future<@Nullable Cut> dropDamaged(Throwable failure) {
        return failure instanceof IllegalStateException
                ? redis.send(Request.cmd(Command.UNLINK).arg(keys.checkpoints()))
                        .compose(dropped -> Future.failedFuture(failure))
                : Future.failedFuture(failure);
    }

    private Future<Boolean> go(Cut known, Reading read) {
        Seal wanted = proving;
        return reader.step(known, wanted == null ? read.last() : wanted.seq())
                .compose(more -> went(known, read, more), failure -> unreadable(known, failure));
    }

    private Future<Boolean> went(Cut known, Reading read, boolean more) {
        if (known.isCheckpointDue() && broken == null) { // one after a broken seal would hide that it is broken
            return keep(known);
        }
        if (more) {
            return Future.succeededFuture(false);
        }
        Seal wanted = proving;
        if (wanted == null) {
            return compare(known, read);
        }
        proving = null;
        boolean met = known.seq().equals(wanted.seq()) && known.seal().equals(wanted);
        broken = met ? null : wanted;
        return Future.succeededFuture(false);
    }

    /** A ledger that cannot be read differs from every seal; the one that stands says so. */
    private Future<Boolean> unreadable(Cut known, Throwable failure) {
        StoredSeal stands = held;
        forget();
        if (!(failure instanceof IllegalStateException) || stands == null && known.messages() == 0) {
            return Future.failedFuture(failure);
        }
        StoredSeal made = new StoredSeal(
                stands == null ? known.seal() : stands.seal(),
                readAt,
                stands == null ? known.messages() : stands.messages(),
                comparison.differences() + 1,
                named(LEDGER),
                false);
        return WriteSeal.after(redis, keys, stands, made).compose(written -> {
            held = written ? made : stands;
            return Future.failedFuture(failure);
        });
    }

    private List<String> named(String first) {
        List<String> names = new ArrayList<>(comparison.names());
        names.add(0, first);
        return names;
    }

    private Future<Boolean> keep(Cut known) {
        Checkpoint made = known.checkpoint();
        return redis.run(new ScriptCall(CHECKPOINT)
                        .key(keys.settings())
                        .key(keys.checkpoints())
                        .key(keys.totals())
                        .arg(checkpoints)
                        .arg(erased)
                        .arg(made.seq().toString())
                        .arg(made.state())
                        .arg(made.seq() + Checkpoint.NEW)
                        .arg(made.fresh()))
                .map(reply -> {
                    checkpoints = reply.toLong();
                    if (checkpoints == 0) { // somebody else has written one, or has dropped them all
                        forget();
                    }
                    return false;
                });
    }

    private void forget() {
        cut = null;
        reading = null;
    }

    private Future<Boolean> compare(Cut known, Reading read) {
        read.compare(known, comparison);
        if (rotation.isAtBeginning()) {
            turnedAt = read.last();
        }
        if (rotation.advance(read.parts(), read.cursors())) {
            compared = turnedAt;
        }
        reading = null;
        if (known.messages() == 0) {
            return Future.succeededFuture(true);
        }
        StoredSeal made = made(known);
        return WriteSeal.after(redis, keys, held, made).map(written -> {
            if (written) {
                held = made;
            } else {
                forget();
            }
            return true;
        });
    }

    private StoredSeal made(Cut known) {
        Seal stays = broken;
        return new StoredSeal(
                stays == null ? known.seal() : stays,
                readAt,
                known.messages(),
                comparison.differences() + (stays == null ? 0 : 1),
                stays == null ? comparison.names() : named(LEDGER),
                rests());
    }
}
