package org.livetally.redis.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.NumberNames;
import org.livetally.domain.tally.Tallies;

/**
 * The map of every key. All keys of one stream carry the hash tag {@code {stream}}, so that they share a Redis Cluster
 * slot and one script changes them together.
 *
 * <table>
 * <caption>Keys below {@code livetally:{stream}:}</caption>
 * <tr><td>{@code stream}</td><td>hash</td><td>title, currency, timezone, goal, signedRecord, public, openOrders, holdMinutes, endsAt, status,
 *     createdAt, startedAt, endedAt, closedAt, goalReachedAt, edition (of the catalogue, raised by each change of it),
 *     groupsEdition (the seq of the message that changed the tree of groups last)</td></tr>
 * <tr><td>{@code catalogue}</td><td>hash</td><td>sku to {@code {"name","unit",…}}, in JSON: what the
 *     catalogue says of the product, see {@code catalogue.ProductField}</td></tr>
 * <tr><td>{@code catalogue:<uuid>}</td><td>hash</td><td>a new catalogue while it is written; it is put in place, or expires</td></tr>
 * <tr><td>{@code catalogue:<uuid>:messages}</td><td>list</td><td>the messages about it, in parts; they expire, too</td></tr>
 * <tr><td>{@code images}</td><td>hash</td><td>name to the content of a picture</td></tr>
 * <tr><td>{@code imageFacts}</td><td>hash</td><td>name to {@code <bytes> <tag>} of that content</td></tr>
 * <tr><td>{@code ledger}</td><td>stream</td><td>one entry for each batch; its only field, {@code messages}, is a JSON array,
 *     or {@code packed}, the same in fewer bytes. Message i of k has seq {@code ms-(n-k+i)}, where {@code ms-n} is the entry's id</td></tr>
 * <tr><td>{@code ids}</td><td>hash</td><td>message id to its seq, its fingerprint, its state, and the amounts that go with
 *     it, in a short form (format 2 and before: {@code <seq> <fingerprint> <state> <amount>})</td></tr>
 * <tr><td>{@code placed}</td><td>hash</td><td>order id to the ledger's JSON, while it is neither paid nor cancelled</td></tr>
 * <tr><td>{@code totals}</td><td>hash</td><td>version, last (the newest seq), basis (the seq of the newest entry of
 *     {@code basis}), tallies (2 if the dimensions that came later, such as series, count from the stream's start; older
 *     streams have none), erased (the seq of the message that says that a buyer was erased last), placed, gmv, refunded, cancelled, orders,
 *     units, waiting (orders of the audience, whose ids begin with {@code live-}, that are neither paid nor cancelled)</td></tr>
 * <tr><td>{@code buyers}</td><td>set</td><td>distinct buyer ids of paid orders</td></tr>
 * <tr><td>the key of each {@link Dimension}, as {@code products}</td><td>sorted set</td><td>name by gmv;
 *     scores are doubles, exact because the record script keeps {@code placed} below 2^53</td></tr>
 * <tr><td>{@code counts}</td><td>hash</td><td>{@code <dimension>:<measure>:<name>}, as {@code products:units:<sku>}</td></tr>
 * <tr><td>{@code trend}</td><td>hash</td><td>{@code <minute>:<measure>}, for each {@link MinuteMeasure}, as
 *     {@code 1767225600000:likes}; the minute is its first epoch millisecond</td></tr>
 * <tr><td>{@code minutes}</td><td>sorted set</td><td>the newest minutes, which a board shows, by the version of their
 *     last change</td></tr>
 * <tr><td>{@code newest}</td><td>sorted set</td><td>the same minutes by themselves, so that the oldest is found when a new one
 *     arrives</td></tr>
 * <tr><td>{@code recent}</td><td>list</td><td>the 20 newest paid orders, {@code <seq> <json>}, newest first</td></tr>
 * <tr><td>{@code basis}</td><td>stream</td><td>what orders are judged by: an entry for each message that changes it, with the
 *     seq of that message. Its field is {@code facts} (sku to what of the product moves tallies) or {@code show}</td></tr>
 * <tr><td>{@code show}</td><td>hash</td><td>who and what is on air: host, sku, since, explanation (the seq that names it)</td></tr>
 * <tr><td>{@code explained}</td><td>hash</td><td>the seq that names an explanation to {@code {"sku","host","from","to"}}</td></tr>
 * <tr><td>{@code stock}</td><td>sorted set</td><td>sku by what is left, of each product whose stock is counted</td></tr>
 * <tr><td>{@code numbers}</td><td>hash</td><td>of numbered products: {@code <sku>\t<number>} to 1 while it is given,
 *     {@code <sku>\tfresh} and {@code <sku>\tchanges}, see {@link NumberNames}</td></tr>
 * <tr><td>{@code freed}</td><td>sorted set</td><td>numbers that came back, {@code <sku>\t<10 digits>}, all with score 0</td></tr>
 * <tr><td>{@code items}</td><td>hash</td><td>order id to {@code {"numbers":{…},"returned":{…}}}: the numbers that it has, and
 *     the units that came back; only where there are any</td></tr>
 * <tr><td>{@code groupbuyers}</td><td>set</td><td>{@code <group>\t<buyer id>} of paid orders; {@code counts} has their number of
 *     each group</td></tr>
 * <tr><td>{@code groups-tree}</td><td>hash</td><td>group of buyers to {@code {"parent","headCount"}}</td></tr>
 * <tr><td>{@code groups-tree:<uuid>}</td><td>hash</td><td>a new tree while it is written; it is put in place, or expires</td></tr>
 * <tr><td>{@code deals}</td><td>hash</td><td>the figures of deals, see {@code domain.tally.DealTotal}</td></tr>
 * <tr><td>{@code dealbook}</td><td>stream</td><td>an entry for each deal, with the seq of its message: {@code deal}, the ledger's JSON,
 *     and {@code highest}, 1, if it was the highest agreement so far of those that stood</td></tr>
 * <tr><td>{@code agreements}</td><td>sorted set</td><td>id of a deal by its amount, of the agreements that were not cancelled</td></tr>
 * <tr><td>{@code parked}</td><td>hash</td><td>id of a message whose order is not known yet, to JSON</td></tr>
 * <tr><td>{@code parkedorders}</td><td>hash</td><td>the same ids to {@code <type> <order>}: what is looked at while they wait</td></tr>
 * <tr><td>{@code holds}</td><td>sorted set</td><td>order id by the epoch millisecond at which it expires unless it is paid</td></tr>
 * <tr><td>{@code audience}</td><td>hash</td><td>likes, views, viewers (open connections of all live counters, as of the
 *     version), peakViewers, uniqueViewers</td></tr>
 * <tr><td>{@code likesources}</td><td>sorted set</td><td>source of likes, such as a platform's room, by the highest total that it
 *     reported, which is in {@code likes}, too</td></tr>
 * <tr><td>{@code likesheard}</td><td>hash</td><td>source of likes to the epoch millisecond at which it was heard last</td></tr>
 * <tr><td>{@code viewers}</td><td>HyperLogLog</td><td>distinct viewer ids</td></tr>
 * <tr><td>{@code presence}</td><td>hash</td><td>counter (an event loop of a node) to {@code <open> <deadline ms>}</td></tr>
 * <tr><td>{@code flushes}</td><td>hash</td><td>counter to {@code <number of the last flush applied> <1 if its likes and views
 *     counted, otherwise 0>}; kept as long as the stream, so a flush is recognised however late it is sent again</td></tr>
 * <tr><td>{@code checkpoints}</td><td>hash</td><td>the id of an entry to what the ledger comes to up to it, and {@code <id>:new} to what is
 *     new of that since the checkpoint before; see {@code ledger.count.Checkpoint}. Removed when the ledger is rewritten</td></tr>
 * <tr><td>{@code imports}</td><td>hash</td><td>mapping: how the last imported file was read, in JSON</td></tr>
 * <tr><td>{@code seal}</td><td>hash</td><td>the newest audit by which the ledger was sealed: seq (the newest message that it
 *     read), sha256 (the chain over all entries up to it), at (epoch ms), messages, differences, names (a JSON array of at
 *     most 20 figures that differ), and whole (1 if every figure was compared, and none differed)</td></tr>
 * <tr><td>{@code erasing}</td><td>stream</td><td>a copy of the ledger without a buyer, while the buyer is erased; it is put in
 *     place, or expires</td></tr>
 * <tr><td>{@code erasing-orders}</td><td>hash</td><td>id of each order of that buyer to what changes with it: see
 *     {@code erase_buyer.lua}; it expires, too</td></tr>
 * <tr><td>{@code archiving}</td><td>string</td><td>the run that archives or restores the stream now, for as long as its lease lasts</td></tr>
 * <tr><td>{@code loss}</td><td>hash</td><td>the newest loss that an operator accepted: accepted, the seq from which the ledger
 *     continued, and from, the newest seq before it. It exists even if the stream is gone</td></tr>
 * </table>
 *
 * A campaign also has:
 *
 * <table>
 * <caption>Keys below {@code livetally:{@campaign}:}</caption>
 * <tr><td>{@code members}</td><td>hash</td><td>{@code <stream>:<field>}: title, status, gmv, orders, and as they are counted likes, views and
 *     {@code source:<source>:likes}</td></tr>
 * <tr><td>{@code changes}</td><td>sorted set</td><td>stream by the version of the board at which its row changed last</td></tr>
 * </table>
 *
 * Keys outside streams: {@link #FORMAT}, {@link #RESTORE}, {@link #INDEX}, {@link #LIVE}, {@link #HOLDS}, {@link #PARKED}, {@link #AUDIT}, {@link #SEALER}, {@link #ARCHIVER}, {@link #ACTS}
 * and {@link #REVOKED};
 * for tokens, {@link #TOKENS}, {@link #TOKEN_ENDS}, {@link #TOKENS_USED} and {@link #TOKEN_MAKERS}.
 *
 * <p>The tallies of a campaign have the same keys, with the id of its board in place of the stream's: see
 * {@link CampaignKeys}.
 *
 * @param stream the stream's id, or that of a campaign's board
 * @param part begins each name; empty but for tallies of a campaign that are being built
 */
public record StreamKeys(String stream, String part) {
    /** The {@link DataFormat} of all data, a number. */
    public static final String FORMAT = "livetally:format";
    /**
     * Hash, for as long as a backup is being restored: {@code closed}, 1; {@code backup}, its id; {@code stream:<id>}, 1 once that one
     * is restored. While it exists nobody else connects, see {@link Restoring}.
     */
    public static final String RESTORE = "livetally:restore";
    /** Set of the ids of all streams. */
    public static final String INDEX = "livetally:streams";
    /** Set of the ids of the live streams, and of some that have ended: a reader that finds such a one removes it. */
    public static final String LIVE = "livetally:live";
    /** Set of the ids of streams in which orders may expire; a reader that finds one without such orders removes it. */
    public static final String HOLDS = "livetally:holds";

    /** Set of streams in which messages wait for their orders. */
    public static final String PARKED = "livetally:parked";
    /** Hash: id of a stream to the result of its last audit, {@code {"at","messages","differences"}}. */
    public static final String AUDIT = "livetally:audit";
    /** String: the node that seals ledgers; it expires unless that node renews it. */
    public static final String SEALER = "livetally:sealer";
    /** String: the node that archives old streams; it expires unless that node renews it. */
    public static final String ARCHIVER = "livetally:archiver";

    /** Set: the streams that have less than a node acked or showed, until that is settled; see {@code note_loss.lua}. */
    public static final String LOST = "livetally:lost";
    /** Hash: {@code key}, of the pseudonyms of buyers that were erased. */
    public static final String ERASURE = "livetally:erasure";
    /** The run that erases a buyer, for as long as its lease lasts. */
    public static final String ERASER = "livetally:eraser";
    /** Stream: the operators' log, see {@code acts.ActLog}. */
    public static final String ACTS = "livetally:acts";
    /** Sorted set of the ids of revoked tokens, by the epoch second at which each expires. */
    public static final String REVOKED = "livetally:revoked";
    /**
     * Sorted set that probes write to, to find out whether Redis accepts writes. Its only member is the time of the
     * last probe of the disk.
     */
    static final String PROBE = "livetally:probe";
    /** String that expires: written to see when replicas have it. */
    static final String ACKED = "livetally:acked";
    /**
     * Prefix of the other keys of tokens. Its hash tag is all of {@link #REVOKED}, so that they share its slot. That
     * key had no tag when the first tokens were revoked, and under another name those tokens would be valid again.
     */
    private static final String TOKEN_SLOT = "livetally:{" + REVOKED + "}:";
    /** Hash: id of a token that has not expired to its claims, in JSON. */
    public static final String TOKENS = TOKEN_SLOT + "list";
    /** Sorted set of these ids, by the epoch second at which each expires. */
    public static final String TOKEN_ENDS = TOKEN_SLOT + "ends";
    /** Hash: id of a token to the minute of its last use, epoch ms. */
    public static final String TOKENS_USED = TOKEN_SLOT + "used";
    /**
     * Hash: id of a token to the number of living tokens made with it, directly or indirectly, and of unlisted tokens
     * that it revoked.
     */
    public static final String TOKEN_MAKERS = TOKEN_SLOT + "makers";

    /** Keys of a board with a well-formed id; any other text could forge a hash tag. */
    public StreamKeys {
        if (!Ids.isBoard(stream)) {
            throw new IllegalArgumentException(
                    "stream " + Rule.STREAM_ID.reason().sentence());
        }
    }

    public StreamKeys(String stream) {
        this(stream, "");
    }

    private String key(String name) {
        return "livetally:{" + stream + "}:" + part + name;
    }

    /** The key of the stream's settings and state, which is named {@code stream}. */
    public String settings() {
        return key("stream");
    }

    public String catalogue() {
        return key("catalogue");
    }

    /** The key of a catalogue that is being written, to replace the current one. */
    public String staged(String name) {
        return key("catalogue:" + name);
    }

    public String images() {
        return key("images");
    }

    public String imageFacts() {
        return key("imageFacts");
    }

    public String ledger() {
        return key("ledger");
    }

    public String ids() {
        return key("ids");
    }

    public String placed() {
        return key("placed");
    }

    public String totals() {
        return key(Tallies.TOTALS);
    }

    public String buyers() {
        return key(Tallies.BUYERS);
    }

    public String ranking(Dimension dimension) {
        return key(dimension.key());
    }

    public String counts() {
        return key(Tallies.COUNTS);
    }

    public String trend() {
        return key(Tallies.TREND);
    }

    public String minutes() {
        return key("minutes");
    }

    public String newest() {
        return key("newest");
    }

    public String recent() {
        return key("recent");
    }

    public String basis() {
        return key("basis");
    }

    public String show() {
        return key("show");
    }

    public String explained() {
        return key("explained");
    }

    public String stock() {
        return key(Tallies.STOCK);
    }

    public String numbers() {
        return key(Tallies.NUMBERS);
    }

    public String freed() {
        return key(Tallies.FREED);
    }

    public String items() {
        return key("items");
    }

    public String groupBuyers() {
        return key(Tallies.GROUP_BUYERS);
    }

    /** The tree of groups; {@code groups} is the ranking of that dimension. */
    public String groupTree() {
        return key("groups-tree");
    }

    /** The key of a tree of groups that is being written, to replace the current one. */
    public String stagedGroups(String name) {
        return key("groups-tree:" + name);
    }

    public String deals() {
        return key(Tallies.DEALS);
    }

    public String dealBook() {
        return key("dealbook");
    }

    public String agreements() {
        return key("agreements");
    }

    public String holds() {
        return key("holds");
    }

    public String parked() {
        return key("parked");
    }

    public String parkedOrders() {
        return key("parkedorders");
    }

    public String audience() {
        return key("audience");
    }

    public String likeSources() {
        return key("likesources");
    }

    public String likesHeard() {
        return key("likesheard");
    }

    public String viewers() {
        return key("viewers");
    }

    public String presence() {
        return key("presence");
    }

    public String flushes() {
        return key("flushes");
    }

    public String members() {
        return key("members");
    }

    public String changes() {
        return key("changes");
    }

    public String imports() {
        return key("imports");
    }

    public String checkpoints() {
        return key("checkpoints");
    }

    public String erasing() {
        return key("erasing");
    }

    public String erasingOrders() {
        return key("erasing-orders");
    }

    public String archiving() {
        return key("archiving");
    }

    public String loss() {
        return key("loss");
    }

    public String seal() {
        return key("seal");
    }

    /** Every key but the lease, and those whose name has an id of its own, of what is being written to replace another. */
    public List<String> all() {
        List<String> all = new ArrayList<>(List.of(
                settings(),
                catalogue(),
                images(),
                imageFacts(),
                ledger(),
                ids(),
                placed(),
                totals(),
                buyers(),
                counts(),
                trend(),
                minutes(),
                newest(),
                recent(),
                basis(),
                show(),
                explained(),
                stock(),
                numbers(),
                freed(),
                items(),
                groupBuyers(),
                groupTree(),
                deals(),
                dealBook(),
                agreements(),
                holds(),
                parked(),
                parkedOrders(),
                members(),
                changes(),
                audience(),
                likeSources(),
                likesHeard(),
                viewers(),
                presence(),
                flushes(),
                imports(),
                seal(),
                checkpoints(),
                erasing(),
                erasingOrders(),
                archiving(),
                loss()));
        Arrays.stream(Dimension.values()).map(this::ranking).forEach(all::add);
        return all;
    }
}
