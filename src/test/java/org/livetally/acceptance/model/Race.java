package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Messages that came through several sockets at the same time. The ledger says in which order those took effect that were
 * recorded. Every other one must have got an answer that was right at some moment of the race, before the next one of its
 * socket that was recorded took effect; or that was right at that moment after those of its socket before it.
 *
 * <p>If the stream ends or is closed meanwhile, no ledger says when: after the last message that it would not have taken.
 */
final class Race {
    private static final int NEVER = Integer.MAX_VALUE;

    /** A message, its answer, and those of its socket that were recorded before it. */
    private static final class Sent {
        final JsonObject message;
        final JsonObject answer;
        final List<Sent> earlier;
        /** The moment at which the next one of its socket was recorded; moments are places in the ledger. */
        int latest = NEVER;

        boolean wasRight;

        Sent(JsonObject message, JsonObject answer, List<Sent> earlier) {
            this.message = message;
            this.answer = answer;
            this.earlier = earlier;
        }

        String id() {
            return message.getString("id");
        }

        /** It may name the numbers that its order has at the end of their batch. */
        boolean isDuplicate() {
            return Answer.of(answer).isDuplicate();
        }

        boolean isRecorded() {
            return Answer.of(answer).isRecorded();
        }
    }

    private final StreamModel model;
    private final List<Sent> all = new ArrayList<>();
    private final Map<String, Sent> recorded = new HashMap<>();
    private final LifeModel before;
    private final LifeModel then;
    /** The first moment at which the stream may have become what it is then. */
    private int turn;

    Race(StreamModel model) {
        this(model, model.life());
    }

    /** @param then what the stream becomes meanwhile */
    Race(StreamModel model, LifeModel then) {
        this.model = model;
        this.before = model.life();
        this.then = then;
    }

    /** What was sent through one socket, in this order, and the answers, in any order. */
    void socket(List<JsonObject> messages, List<JsonObject> answers, List<JsonObject> ledger) {
        Map<String, JsonObject> byId = new HashMap<>();
        answers.forEach(answer -> byId.put(answer.getString("id"), answer));
        List<Sent> before = new ArrayList<>();
        List<Sent> earlier = new ArrayList<>();
        int earliest = 0;
        for (JsonObject message : messages) {
            JsonObject answer = Objects.requireNonNull(byId.get(message.getString("id")), message::encode);
            Sent sent = new Sent(message, answer, List.copyOf(earlier));
            all.add(sent);
            if (sent.isRecorded()) {
                int place = place(ledger, answer.getString("seq"));
                assertTrue(place >= earliest, () -> message.encode() + " overtook another of its socket");
                recorded.put(answer.getString("seq"), sent);
                before.stream().filter(other -> !other.isDuplicate()).forEach(other -> other.latest = place);
                before.clear();
                earlier.add(sent);
                earliest = place + 1;
            } else {
                before.add(sent);
            }
        }
    }

    private static int place(List<JsonObject> ledger, String seq) {
        for (int i = 0; i < ledger.size(); i++) {
            if (ledger.get(i).getString("seq").equals(seq)) {
                return i;
            }
        }
        throw new AssertionError("acked as " + seq + ", which is not in the ledger");
    }

    /**
     * Plays the ledger, and compares each answer.
     *
     * @param ledger all that was recorded meanwhile
     * @param now the time of receipt
     */
    void play(List<JsonObject> ledger, long now) {
        int start = model.count();
        turn = turn(ledger);
        for (int i = 0; i < ledger.size(); i++) {
            judgeOthers(i);
            JsonObject entry = ledger.get(i);
            Sent sent = recorded.remove(entry.getString("seq"));
            if (sent == null) {
                byServer(entry, now);
            } else {
                model.check(sent.message, Answer.of(sent.answer));
                model.record(sent.message, now, entry.getString("seq"));
            }
        }
        judgeOthers(ledger.size());
        model.become(then);
        for (Sent sent : all) {
            assertTrue(
                    sent.isRecorded() || sent.wasRight || wasRightInItsBatch(sent, start, now),
                    () -> sent.message.encode() + " got " + sent.answer.encode()
                            + ", which was right at no moment that it can have been judged in; at the end it is "
                            + model.judge(sent.message));
        }
    }

    private int turn(List<JsonObject> ledger) {
        for (int i = ledger.size(); i > 0; i--) {
            Sent sent = recorded.get(ledger.get(i - 1).getString("seq"));
            if (then.refusal(sent == null ? ledger.get(i - 1) : sent.message) != null) {
                return i;
            }
        }
        return 0;
    }

    /** What nobody sent must be the server's own, and right. */
    private void byServer(JsonObject entry, long now) {
        String id = entry.getString("id");
        if (entry.getString("type").equals("cancellation")) {
            assertTrue(model.due(now).contains(entry.getString("order")), () -> "expired too early: " + entry.encode());
            assertEquals("expiry-" + entry.getString("order") + " unpaid", id + " " + entry.getString("reason"));
        } else {
            assertTrue(id.startsWith(entry.getString("type") + "-"), () -> "nobody sent " + entry.encode());
            assertTrue(List.of("catalogue", "groups").contains(entry.getString("type")), entry::encode);
        }
        model.record(entry, now, entry.getString("seq"));
    }

    /** A batch is judged by what its node has read, and by its own messages, while other nodes may be faster. */
    private boolean wasRightInItsBatch(Sent sent, int start, long now) {
        int latest = Math.min(model.count(), sent.latest == NEVER ? NEVER : start + sent.latest);
        for (int moment = start; moment <= latest; moment++) {
            StreamModel earlier = model.after(moment);
            earlier.become(before);
            for (Sent own : sent.earlier) {
                if (!earlier.known.containsKey(own.id())
                        && earlier.judge(own.message).isRecorded()) {
                    earlier.record(own.message, now, own.answer.getString("seq"));
                }
            }
            if (isRight(earlier, sent, moment - start)) {
                return true;
            }
        }
        return false;
    }

    private void judgeOthers(int moment) {
        for (Sent sent : all) {
            if (!sent.isRecorded() && !sent.wasRight && moment <= sent.latest) {
                sent.wasRight = isRight(model, sent, moment);
            }
        }
    }

    private boolean isRight(StreamModel now, Sent sent, int moment) {
        Answer refusal = moment < turn ? null : then.refusal(sent.message);
        return now.isRight(sent.message, Answer.of(sent.answer))
                || refusal != null && !now.known.containsKey(sent.id()) && refusal.equals(Answer.of(sent.answer));
    }
}
