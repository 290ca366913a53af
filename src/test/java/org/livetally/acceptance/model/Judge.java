package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Says what the contract answers to a message, as things stand in a model. */
final class Judge {
    private static final Answer RECORDED = Answer.recorded(Map.of());

    private final StreamModel model;

    Judge(StreamModel model) {
        this.model = model;
    }

    Answer judge(JsonObject message) {
        String id = message.getString("id");
        StreamModel.Known before = model.known.get(id);
        if (before != null) {
            return before.message().equals(message)
                    ? Answer.duplicate(before.seq(), held(id))
                    : Answer.refused("conflict", "id");
        }
        Answer refusal = model.life().refusal(message);
        if (refusal != null) {
            return refusal;
        }
        return switch (message.getString("type")) {
            case "order" -> order(message);
            case "stock" -> stock(message);
            case "deal", "show" -> RECORDED;
            case "delivery", "deal_cancellation" -> model.deals.judge(message);
            default -> event(message);
        };
    }

    private Map<String, List<Long>> held(String id) {
        Purchase purchase = model.purchases.get(id);
        return purchase == null ? Map.of() : purchase.held();
    }

    private Answer order(JsonObject order) {
        Answer refusal = model.stockroom.refusal(Purchase.lines(order), model.catalogue);
        return refusal == null ? Answer.recorded(model.numbers(order)) : refusal;
    }

    private Answer stock(JsonObject message) {
        String sku = message.getString("sku");
        if (!model.stockroom.counts(sku)) {
            return Answer.refused("invalid_order", "sku");
        }
        long left = model.stockroom.left(sku);
        return left + message.getLong("add") < 0 ? Answer.soldOut("add", left) : RECORDED;
    }

    private Answer event(JsonObject event) {
        Purchase purchase = model.purchases.get(event.getString("order"));
        if (purchase == null) {
            return Answer.refused("unknown_order", "order");
        }
        boolean placed = purchase.state.equals("placed");
        return switch (event.getString("type")) {
            case "payment" -> placed ? RECORDED : Answer.refused("not_payable", "order");
            case "cancellation" -> placed ? RECORDED : Answer.refused("not_cancellable", "order");
            default -> refund(event, purchase);
        };
    }

    private static Answer refund(JsonObject refund, Purchase purchase) {
        boolean paid = purchase.state.equals("paid");
        if (!paid || purchase.refunded + refund.getLong("amount") > purchase.amount()) {
            return Answer.refused("not_refundable", "amount");
        }
        Map<String, Long> kept = purchase.kept();
        List<JsonObject> lines = Purchase.lines(refund);
        for (int i = 0; i < lines.size(); i++) {
            String sku = lines.get(i).getString("sku");
            if (!kept.containsKey(sku)) {
                return Answer.refused("not_refundable", "lines[" + i + "].sku");
            }
            if (lines.get(i).getLong("qty") > kept.get(sku)) {
                return Answer.refused("not_refundable", "lines[" + i + "].qty");
            }
        }
        return RECORDED;
    }
}
