package org.livetally.simulation;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.simulation.Recount.Figures;

/**
 * All that producers, screens and receivers of a world have seen, and what must be true of it. Some of it is checked at once,
 * the rest at the end, when the ledgers are whole.
 */
final class History implements Servers.Losses {
    /** The place of what was acked by a mutant, which does not know it. */
    static final String SOMEWHERE = "0-0";

    final List<Errand> errands = new ArrayList<>();
    /** Stream and id to the place in the ledger that was acked. */
    private final Map<String, String> acked = new HashMap<>();
    /** Those of them that were said to be recorded just now. */
    private final Set<String> recorded = new HashSet<>();
    /** Board and version to what was shown. */
    private final Map<String, Set<Map<String, Object>>> boards = new HashMap<>();

    /** What each node has acked. */
    private final Map<Node, List<Given>> given = new IdentityHashMap<>();

    private final Map<Screen, Figures> last = new IdentityHashMap<>();
    private final List<Claim> claims = new ArrayList<>();
    /** Streams of which a failover has lost messages, and the ledgers that they had before. */
    private final Map<String, List<Recount>> lost = new HashMap<>();
    /** Boards of which a failover may have lost something. */
    private final Set<String> torn = new HashSet<>();
    /** Event to how often a receiver was told. */
    final Map<String, JsonObject> told = new LinkedHashMap<>();

    /** A message that was acked. */
    private record Given(String stream, String id, String seq) {
        boolean isIn(Recount ledger) {
            Recorded recorded = ledger.messages().get(id);
            return recorded != null && recorded.seq().toString().equals(seq);
        }
    }

    /** What a screen said of a stream. */
    private record Claim(String screen, String stream, Seq upTo, Figures figures) {}

    Errand errand(Message message) {
        Errand errand = new Errand(message);
        errands.add(errand);
        return errand;
    }

    @Override
    public void tear(String board) {
        torn.add(board);
    }

    @Override
    public void compare(String stream, Recount before, Recount after) {
        if (!after.hasAllOf(before)) {
            lost.computeIfAbsent(stream, any -> new ArrayList<>()).add(before);
        }
    }

    boolean hasLost(String stream) {
        return lost.containsKey(stream);
    }

    /** A node has given a receipt, whether or not it arrives. */
    void acks(Node node, Errand errand, Receipt receipt) {
        String seq = Errand.seq(receipt);
        if (seq != null) {
            given.computeIfAbsent(node, any -> new ArrayList<>())
                    .add(new Given(errand.message.stream(), errand.message.id(), seq));
        }
    }

    /** Whether a node has acked something that the ledger lacks now. */
    boolean hasAckedWhatIsLost(Node node, String stream, Recount ledger) {
        return given.getOrDefault(node, List.of()).stream()
                .anyMatch(one -> one.stream.equals(stream) && !one.isIn(ledger));
    }

    /** A producer has its answer. */
    void answered(Errand errand, Receipt receipt) {
        String seq = Errand.seq(receipt);
        if (seq == null) {
            return;
        }
        String stream = errand.message.stream();
        String id = stream + "/" + errand.message.id();
        String before = acked.putIfAbsent(id, seq);
        boolean again = receipt instanceof Receipt.Recorded && !recorded.add(id);
        Violation.unless(
                !again && (before == null || before.equals(seq)) || torn.contains(stream),
                () -> id + " is acked as " + receipt + ", and was at " + before);
    }

    /** A screen gets a board that does not follow from what it shows. */
    void mayReplace(Screen screen, long version) {
        Violation.unless(
                version >= screen.version() || isLossy(screen), () -> screen + " goes back to version " + version);
    }

    private boolean isLossy(Screen screen) {
        return screen.board.isCampaign() ? !torn.isEmpty() : torn.contains(screen.board.stream());
    }

    /** A screen shows a board. */
    void shows(Screen screen, JsonObject board) {
        Figures now = figures(board.getJsonObject("totals"));
        Figures before = last.put(screen, now);
        Violation.unless(
                before == null || now.gmv() >= before.gmv() && now.refunded() >= before.refunded() || isLossy(screen),
                () -> screen + " falls from " + before + " to " + now);
        Set<Map<String, Object>> same =
                boards.computeIfAbsent(screen.board + "@" + screen.version(), any -> new HashSet<>());
        same.add(board.getMap());
        Violation.unless(same.size() == 1 || isLossy(screen), () -> screen + " differs from another one: " + same);
        JsonObject ledger = board.getJsonObject("ledger");
        if (ledger != null && !screen.board.isCampaign()) {
            String seq = ledger.getString("seq");
            Seq upTo = seq == null ? Seq.START : Seq.parse(seq);
            claims.add(new Claim(screen.toString(), screen.board.stream(), upTo, now));
        }
    }

    static Figures figures(JsonObject totals) {
        return new Figures(totals.getLong("gmv", 0L), totals.getLong("refunded", 0L), totals.getLong("orders", 0L));
    }

    /** Whether a receiver knows this of a stream. */
    boolean isTold(String type, String stream) {
        return told.values().stream()
                .anyMatch(event ->
                        event.getString("type").equals(type) && event.encode().contains("\"" + stream + "\""));
    }

    /** Everything is over: compares what was seen with the ledgers. */
    void judge(Map<String, Recount> ledgers) {
        errands.forEach(errand -> judge(errand, Objects.requireNonNull(ledgers.get(errand.message.stream()))));
        ledgers.forEach((stream, ledger) -> ledger.messages().forEach((id, recorded) -> isOfProducers(recorded)));
        claims.forEach(claim -> judge(claim, Objects.requireNonNull(ledgers.get(claim.stream))));
    }

    private void judge(Errand errand, Recount ledger) {
        Violation.unless(!errand.isOpen(), () -> "nobody says what became of " + errand);
        Recorded recorded = ledger.messages().get(errand.message.id());
        String seq = errand.seq();
        if (seq != null) {
            judge(errand, seq, recorded);
        } else if (errand.isConflict() && recorded != null) {
            Violation.unless(
                    !isSame(errand.message, recorded.message()),
                    () -> "recorded, but said to be a conflict: " + errand);
        }
        Violation.unless(
                errand.sent != 1
                        || !errand.isRejected()
                        || recorded == null
                        || !isSame(errand.message, recorded.message()),
                () -> "rejected, but recorded: " + errand);
    }

    /** What was acked is there, or was in a ledger that a failover has lost. */
    private void judge(Errand errand, String seq, @Nullable Recorded recorded) {
        Given ack = new Given(errand.message.stream(), errand.message.id(), seq);
        Recorded there = recorded != null
                        && (seq.equals(SOMEWHERE) || recorded.seq().toString().equals(seq))
                ? recorded
                : ledgersBefore(ack.stream).stream()
                        .filter(ack::isIn)
                        .map(before -> before.messages().get(ack.id))
                        .findFirst()
                        .orElse(null);
        Violation.unless(there != null, () -> "acked, but the ledger has " + recorded + ": " + errand);
        Violation.unless(
                isSame(errand.message, Objects.requireNonNull(there).message()),
                () -> "acked, but the ledger has another content: " + there + ", " + errand);
    }

    private List<Recount> ledgersBefore(String stream) {
        return lost.getOrDefault(stream, List.of());
    }

    private void isOfProducers(Recorded recorded) {
        Violation.unless(
                errands.stream().anyMatch(errand -> isSame(errand.message, recorded.message()))
                        || isAcceptedLoss(recorded.message()),
                () -> "nobody has sent " + recorded);
    }

    private boolean isAcceptedLoss(Message message) {
        return message.type() == MessageType.LOSS && hasLost(message.stream());
    }

    private static boolean isSame(Message one, Message other) {
        return one.at(0).equals(other.at(0));
    }

    private void judge(Claim claim, Recount ledger) {
        boolean holds = ledger.upTo(claim.upTo).equals(claim.figures)
                        && (ledger.has(claim.upTo) || claim.upTo.equals(Seq.START) || hasLost(claim.stream))
                || ledgersBefore(claim.stream).stream()
                        .anyMatch(before -> before.upTo(claim.upTo).equals(claim.figures));
        Violation.unless(
                holds,
                () -> claim.screen + " has shown " + claim.figures + " at " + claim.upTo
                        + ", where the ledger comes to " + ledger.upTo(claim.upTo));
    }
}
