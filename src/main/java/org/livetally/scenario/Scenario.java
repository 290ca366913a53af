package org.livetally.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A real event, as it was reported: its streams and campaigns, and the figures that must come out.
 *
 * @param name as on the command line
 * @param story what happened, in a sentence
 * @param streams those that start first come first
 * @param reported the figures of the story
 */
public record Scenario(
        String name, String story, List<StreamScript> streams, List<CampaignScript> campaigns, List<Figure> reported) {
    private static final String SIGNED = "livetally_stream_deals_signed_minor_units";

    public Scenario {
        streams = List.copyOf(streams);
        campaigns = List.copyOf(campaigns);
        reported = List.copyOf(reported);
    }

    /** An event of one stream. */
    public Scenario(String name, String story, StreamScript stream, List<Figure> reported) {
        this(name, story, List.of(stream), List.of(), reported);
    }

    /** All that must come out: the figures of the story, and what follows from the scripts. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(reported);
        streams.forEach(stream -> figures.addAll(of(stream)));
        campaigns.forEach(campaign -> figures.addAll(of(campaign)));
        return figures;
    }

    /** What its streams sold, on its board and in its ledger. */
    private List<Figure> of(CampaignScript campaign) {
        String id = "@" + campaign.id();
        String csv = "/api/campaigns/" + campaign.id() + "/ledger.csv";
        List<StreamScript> members = streams.stream()
                .filter(stream -> campaign.streams().contains(stream.id()))
                .toList();
        long gmv = members.stream().mapToLong(StreamScript::gmv).sum();
        long orders =
                members.stream().mapToLong(stream -> stream.orders().size()).sum();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.board("GMV of " + id, gmv, id, "totals", "gmv"),
                Figure.board("orders of " + id, orders, id, "totals", "orders"),
                Figure.sum("GMV of " + id, gmv, csv, "amount", "type", "order")));
        members.forEach(member -> figures.add(
                Figure.board("GMV of " + member.id(), member.gmv(), id, "campaign", "streams", member.id(), "gmv")));
        long signed = members.stream().mapToLong(StreamScript::signed).sum();
        if (signed > 0) {
            figures.add(Figure.board("signed in " + id, signed, id, "deals", "signed"));
        }
        return figures;
    }

    /** The same sums on the board, in the ledger's CSV and on {@code /metrics}. */
    private static List<Figure> of(StreamScript stream) {
        String id = stream.id();
        String csv = "/api/streams/" + id + "/orders.csv";
        long gmv = stream.gmv();
        long orders = stream.orders().size();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.board("GMV of " + id, gmv, id, "totals", "gmv"),
                Figure.board("orders of " + id, orders, id, "totals", "orders"),
                Figure.sum("GMV of " + id, gmv, csv, "amount", "type", "order"),
                Figure.distinct("orders of " + id, orders, csv, "id", "type", "order"),
                Figure.metric("GMV of " + id, gmv, "livetally_stream_gmv_minor_units", "stream", id),
                Figure.metric("orders of " + id, orders, "livetally_stream_orders", "stream", id)));
        long signed = stream.signed();
        if (signed > 0) {
            String deals = "/api/streams/" + id + "/deals.csv";
            figures.add(Figure.board("signed in " + id, signed, id, "deals", "signed"));
            figures.add(Figure.sum("signed in " + id, signed, deals, "amount", "kind", "agreement"));
            figures.add(Figure.metric("signed in " + id, signed, SIGNED, "stream", id));
        }
        return figures;
    }
}
