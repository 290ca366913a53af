package org.livetally.intake.connectors.youzan;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Option;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Youzan (有赞). A trade counts when it is paid, with what its goods cost then: before that, the shop may still change
 * prices, and an order in the ledger never changes. A trade that is done counts nothing again, since it was paid days
 * before, for another stream. Refunds of a part have no name that two sources agree on, and are only listed.
 */
public final class YouzanPlatform implements Platform {
    private static final Option CLIENT_ID = new Option("clientId", "", List.of());
    private static final String PAID = "trade_TradePaid";
    private static final String BUYER_PAID = "trade_TradeBuyerPay";
    private static final String REFUNDS = "trade_refund";

    @Override
    public String kind() {
        return "youzan";
    }

    @Override
    public List<Option> options() {
        return List.of(CLIENT_ID);
    }

    @Override
    public Verified verify(Hook hook, List<String> secrets, long now) {
        return YouzanSignature.verify(hook, secrets);
    }

    @Override
    public Translation translate(Hook hook, Shop shop) throws UnreadableException {
        HookJson body = hook.json();
        String type = Drafts.fit(body.required("type"));
        Reason ignored = ignored(body, type, shop);
        if (ignored != null) {
            return Translation.ignored(type, null, ignored);
        }
        YouzanTrade trade = YouzanTrade.of(body.required("msg"));
        if (!trade.isPaid()) {
            return Translation.ignored(type, trade.reference(), Rule.HOOK_UNPAID.reason());
        }
        List<JsonObject> messages = switch (type) {
            case PAID, BUYER_PAID -> trade.paid(shop);
            default -> trade.isClosed() ? List.of(trade.refund(shop)) : List.of();
        };
        return messages.isEmpty()
                ? Translation.ignored(type, trade.reference(), Rule.HOOK_NOTHING.reason())
                : Translation.of(type, trade.reference(), messages);
    }

    /** Why a delivery counts for nothing, whatever trade is in it; null if that matters. */
    private static @Nullable Reason ignored(HookJson body, String type, Shop shop) {
        Reason stranger = stranger(body.text("client_id"), shop.option(CLIENT_ID));
        if (stranger == null) {
            stranger = stranger(body.text("kdt_id"), shop.domain());
        }
        if (stranger != null) {
            return stranger;
        }
        if (type.startsWith(REFUNDS)) {
            return Rule.HOOK_UNVERIFIED.reason(type);
        }
        return switch (type) {
            case PAID, BUYER_PAID, "trade_TradeClose" -> shop.otherCurrency(YouzanTrade.CURRENCY);
            case "trade_TradeCreate" -> Rule.HOOK_UNPAID.reason();
            case "trade_TradeSuccess" -> Rule.HOOK_ELSEWHERE.reason(type, PAID);
            default -> Rule.HOOK_TOPIC.reason(type);
        };
    }

    /** Why a delivery of another app or shop does not count; null if it does, or if none is named. */
    private static @Nullable Reason stranger(@Nullable String given, @Nullable String expected) {
        return expected == null || expected.isEmpty() || expected.equals(given)
                ? null
                : Rule.HOOK_DOMAIN.reason(given == null ? "" : Drafts.fit(given), expected);
    }

    @Override
    public String success() {
        return "{\"code\":0,\"msg\":\"success\"}";
    }

    @Override
    public Hook sample(Shop shop, String secret, long now) {
        String time = YouzanTrade.TIME.format(Instant.ofEpochMilli(now));
        JsonObject trade = new JsonObject()
                .put(
                        "order_info",
                        new JsonObject().put("tid", "test").put("created", time).put("pay_time", time))
                .put(
                        "orders",
                        new JsonArray()
                                .add(new JsonObject().put("title", "test").put("payment", "0.01")));
        String message =
                URLEncoder.encode(new JsonObject().put("full_order_info", trade).encode(), StandardCharsets.UTF_8);
        String clientId = shop.option(CLIENT_ID);
        JsonObject body = new JsonObject()
                .put("type", PAID)
                .put("client_id", clientId)
                .put("kdt_id", shop.domain())
                .put("msg", message)
                .put("sign", YouzanSignature.of(clientId, message, secret));
        return new Hook(Map.of(), body.toBuffer().getBytes());
    }
}
