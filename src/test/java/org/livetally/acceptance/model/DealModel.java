package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the contract says of deals, the simple way. */
final class DealModel {
    private static final List<String> FIGURES =
            List.of("intended", "signed", "delivered", "intents", "agreements", "income");

    private static final class Deal {
        final JsonObject made;
        long delivered;
        long deliveredQty;
        boolean cancelled;

        Deal(JsonObject made) {
            this.made = made;
        }

        boolean isAgreement() {
            return made.getString("kind").equals("agreement");
        }
    }

    private final Map<String, Deal> deals = new TreeMap<>();

    /** The answer to a delivery, or to the cancellation of a deal. */
    Answer judge(JsonObject event) {
        Deal deal = deals.get(event.getString("deal"));
        if (deal == null) {
            return Answer.refused("unknown_deal", "deal");
        }
        if (event.getString("type").equals("deal_cancellation")) {
            boolean delivered = deal.delivered > 0 || deal.deliveredQty > 0;
            return deal.cancelled || delivered ? Answer.refused("not_cancellable", "deal") : Answer.recorded(Map.of());
        }
        if (deal.cancelled || !deal.isAgreement()) {
            return Answer.refused("not_deliverable", "deal");
        }
        if (deal.delivered + event.getLong("amount") > deal.made.getLong("amount")) {
            return Answer.refused("not_deliverable", "amount");
        }
        long qty = deal.deliveredQty + event.getLong("qty", 0L);
        boolean tooMuch = deal.made.containsKey("qty") && qty > deal.made.getLong("qty");
        return tooMuch ? Answer.refused("not_deliverable", "qty") : Answer.recorded(Map.of());
    }

    /** A message takes effect. */
    void record(JsonObject message) {
        String type = message.getString("type");
        if (type.equals("deal")) {
            deals.put(message.getString("id"), new Deal(message));
            return;
        }
        Deal deal = Objects.requireNonNull(deals.get(message.getString("deal")), message::encode);
        if (type.equals("delivery")) {
            deal.delivered += message.getLong("amount");
            deal.deliveredQty += message.getLong("qty", 0L);
        } else {
            deal.cancelled = true;
        }
    }

    /**
     * The section of the board.
     *
     * @param highest the highest value of agreements before; 0 if nobody said so
     */
    JsonObject board(long highest) {
        Map<String, Long> sums = new TreeMap<>();
        deals.values().stream().filter(deal -> !deal.cancelled).forEach(deal -> {
            boolean agreement = deal.isAgreement();
            sums.merge(agreement ? "signed" : "intended", deal.made.getLong("amount"), Long::sum);
            sums.merge(agreement ? "agreements" : "intents", 1L, Long::sum);
            sums.merge("delivered", deal.delivered, Long::sum);
            sums.merge("income", agreement ? deal.made.getLong("income", 0L) : 0L, Long::sum);
        });
        JsonObject section = new JsonObject();
        if (sums.values().stream().anyMatch(sum -> sum > 0)) {
            FIGURES.forEach(figure -> section.put(figure, sums.getOrDefault(figure, 0L)));
            section.put("record", highest > 0 && section.getLong("signed") > highest);
        }
        return section;
    }
}
