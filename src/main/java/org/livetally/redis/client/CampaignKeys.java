package org.livetally.redis.client;

import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.stream.Ids;

/**
 * The keys of a campaign. All carry the hash tag {@code {@campaign}}, so one script changes its tallies and its place in
 * the ledgers of its streams together.
 *
 * <p>Its settings and tallies are under the same names as those of a stream, see {@link StreamKeys}: {@code stream},
 * {@code totals}, {@code buyers}, the rankings, and so on. While they are built anew, because its streams have changed,
 * those that are built begin with {@code next:}; they are put in place at one moment.
 *
 * <table>
 * <caption>Further keys below {@code livetally:{@campaign}:}</caption>
 * <tr><td>{@code follower}</td><td>string</td><td>the node that reads the ledgers, for as long as its lease lasts</td></tr>
 * <tr><td>{@code cursors}</td><td>hash</td><td>stream to {@code <seq> <accepted>}: the newest message that is
 *     counted, and the newest loss that was accepted then; {@code -} if none was</td></tr>
 * <tr><td>{@code open}</td><td>hash</td><td>{@code <stream>\\t<order>} to {@code <seq> <json>}, of orders that are neither paid nor
 *     cancelled</td></tr>
 * <tr><td>{@code refunds}</td><td>hash</td><td>{@code <stream>\\t<order>} to {@code <refunded> <items>}, of orders that were refunded</td></tr>
 * </table>
 *
 * @param campaign its id, without the {@code @}
 * @param part as in {@link StreamKeys}
 */
public record CampaignKeys(String campaign, String part) {
    /** Set of the ids of all campaigns. */
    public static final String INDEX = "livetally:campaigns";

    private static final String NEXT = "next:";

    /** The keys in use of a campaign with a well-formed id. */
    public CampaignKeys(String campaign) {
        this(campaign, "");
    }

    /** The keys of the tallies that are being built. */
    public CampaignKeys next() {
        return new CampaignKeys(campaign, NEXT);
    }

    /** The keys of its tallies; those of its settings are not part of a build. */
    public StreamKeys tallies() {
        return new StreamKeys(Ids.CAMPAIGN + campaign, part);
    }

    /** The key of its settings. */
    public String settings() {
        return new StreamKeys(Ids.CAMPAIGN + campaign).settings();
    }

    /** The keys of all that is built from the ledgers; {@link StreamKeys#totals()} first. */
    public List<String> built() {
        StreamKeys of = tallies();
        List<String> built = new ArrayList<>(List.of(of.totals(), cursors(), open(), refunds()));
        of.all().stream()
                .filter(key -> !key.equals(of.totals()) && !key.equals(of.settings()))
                .forEach(built::add);
        return built;
    }

    public String follower() {
        return "livetally:{" + Ids.CAMPAIGN + campaign + "}:follower";
    }

    public String cursors() {
        return key("cursors");
    }

    public String open() {
        return key("open");
    }

    public String refunds() {
        return key("refunds");
    }

    /** Every key of the campaign, that of its settings first. */
    public List<String> all() {
        List<String> all = new ArrayList<>(List.of(settings(), follower()));
        for (CampaignKeys each : List.of(new CampaignKeys(campaign), next())) {
            all.addAll(each.built());
            all.add(each.scratch());
        }
        return all;
    }

    /** A key that scripts use while they run. */
    public String scratch() {
        return key("scratch");
    }

    private String key(String name) {
        return "livetally:{" + Ids.CAMPAIGN + campaign + "}:" + part + name;
    }
}
