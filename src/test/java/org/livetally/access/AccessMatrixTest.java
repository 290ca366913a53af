package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.FAIR;
import static org.livetally.access.AccessServer.OTHER;
import static org.livetally.access.AccessServer.SECRET;
import static org.livetally.access.AccessServer.SHOP;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;
import org.livetally.testing.TestRedis;

/** Every endpoint with every kind of token: which are let in, and what the others are told. */
final class AccessMatrixTest {
    private static final String SCREEN = "screen of shop";
    private static final String PRODUCER = "producer of shop";
    private static final String OPERATOR = "operator";
    private static final String OPERATOR_OF_SHOP = "operator of shop";
    private static final Set<String> OPERATORS_OF_SHOP = Set.of(OPERATOR, OPERATOR_OF_SHOP);
    private static final Set<String> OPERATORS_OF_OTHER = Set.of(OPERATOR, "operator of other");
    private static final Set<String> OPERATORS = Set.of(OPERATOR, OPERATOR_OF_SHOP, "operator of other");
    private static final Set<String> SCREENS = Set.of(SCREEN, OPERATOR, OPERATOR_OF_SHOP);
    /** A campaign of the stream {@code shop}, which is not public. */
    private static final String SALE = "@sale";

    private static final Set<String> SCREENS_OF_SALE = Set.of("screen of sale", OPERATOR);
    private static final Set<String> AUDIENCE = Set.of(PRODUCER, SCREEN, OPERATOR, OPERATOR_OF_SHOP);
    private static final Set<String> PRODUCERS =
            Set.of(PRODUCER, "producer of other", OPERATOR, OPERATOR_OF_SHOP, "operator of other");

    private static final Map<String, String> GOOD = new LinkedHashMap<>();
    private static final Map<String, String> BAD = new LinkedHashMap<>();
    private static final Map<String, String> ALL = new LinkedHashMap<>();
    /** The claims of a valid token, if it were signed correctly. */
    private static final JsonObject OPERATOR_CLAIMS = new JsonObject()
            .put("jti", "made-by-hand")
            .put("role", "operator")
            .put("exp", Instant.now().plusSeconds(3_600).getEpochSecond());

    @RegisterExtension
    static final AccessServer server = AccessServer.with(SECRET);

    /** @param admitted the names of the tokens that are let in; null for all */
    private record Endpoint(RawRequest request, Set<String> admitted) {
        @Override
        public String toString() {
            return request.method() + " " + request.path();
        }
    }

    @BeforeAll
    static void sign() {
        GOOD.put(PRODUCER, server.token(Role.PRODUCER, SHOP));
        GOOD.put("producer of other", server.token(Role.PRODUCER, OTHER));
        GOOD.put(SCREEN, server.token(Role.SCREEN, SHOP, FAIR));
        GOOD.put("screen of other", server.token(Role.SCREEN, OTHER));
        GOOD.put("screen of sale", server.token(Role.SCREEN, SALE));
        GOOD.put(OPERATOR, server.token(Role.OPERATOR));
        GOOD.put(OPERATOR_OF_SHOP, server.token(Role.OPERATOR, SHOP));
        GOOD.put("operator of other", server.token(Role.OPERATOR, OTHER));
        campaign("sale", false);
        campaign("expo", true);
        BAD.put("none", "");
        BAD.put("garbage", "garbage");
        BAD.put("dots", "a.b.c");
        BAD.put("only dots", "..");
        BAD.put("much", signed(OPERATOR_CLAIMS.copy().put("much", "x".repeat(4 << 10))));
        BAD.put("expired", server.lasting(Duration.ofSeconds(-5), Role.OPERATOR));
        BAD.put("expired screen of shop", server.lasting(Duration.ofSeconds(-5), Role.SCREEN, SHOP));
        BAD.put("expired producer of shop", server.lasting(Duration.ofSeconds(-5), Role.PRODUCER, SHOP));
        BAD.put("other secret", server.signedBy(AccessServer.SECOND, Role.OPERATOR));
        BAD.put("unsigned", ForgedToken.unsigned("none", server.operator()));
        BAD.put("UNSIGNED", ForgedToken.unsigned("NONE", server.operator()));
        BAD.put("other algorithm", ForgedToken.signed("HS512", SECRET, OPERATOR_CLAIMS));
        BAD.put(
                "signature cut",
                server.operator().substring(0, server.operator().lastIndexOf('.') + 1));
        BAD.put("other claims", ForgedToken.promoted(server.token(Role.SCREEN, SHOP), server.operator()));
        BAD.put("no role", signed(OPERATOR_CLAIMS.copy().put("role", "admin")));
        BAD.put("no id", signed(OPERATOR_CLAIMS.copy().putNull("jti")));
        BAD.put("no end", signed(OPERATOR_CLAIMS.copy().putNull("exp")));
        BAD.put("no streams", signed(OPERATOR_CLAIMS.copy().put("streams", new JsonArray())));
        BAD.put(
                "bad streams",
                signed(OPERATOR_CLAIMS
                        .copy()
                        .put("streams", new JsonArray().add("shop").add("*"))));
        BAD.put("producer of all", signed(OPERATOR_CLAIMS.copy().put("role", "producer")));
        BAD.put("revoked", revoked(server.token(Role.OPERATOR)));
        BAD.put("revoked screen of shop", revoked(server.token(Role.SCREEN, SHOP)));
        BAD.put("revoked producer of shop", revoked(server.token(Role.PRODUCER, SHOP)));
        ALL.putAll(BAD);
        ALL.putAll(GOOD);
    }

    /** Another node has the lease, as it seems, and has counted the streams. */
    private static void campaign(String id, boolean isPublic) {
        TestRedis.command("SET", new CampaignKeys(id).follower(), "nobody");
        JsonObject body = new JsonObject()
                .put("id", id)
                .put("title", id)
                .put("public", isPublic)
                .put("streams", new JsonArray().add(SHOP));
        RawRequest create = RawRequest.of("POST", "/api/campaigns", body.encode());
        assertEquals(201, server.send(create, server.operator()).status());
        String settings = new CampaignKeys(id).settings();
        TestRedis.command("HSET", settings, "built", TestRedis.text("HGET", settings, "edition"));
    }

    static List<Endpoint> endpoints() {
        String order = OrderJson.order(SHOP, "o-1", 100).encode();
        return List.of(
                endpoint("GET", "/api/streams", "", OPERATORS),
                endpoint("GET", "/api/streams/", "", OPERATORS),
                endpoint("GET", "/api/session", "", ALL.keySet()),
                endpoint("POST", "/api/session", "", Set.of(OPERATOR)),
                endpoint("POST", "/api/tokens", "{\"role\":\"screen\",\"streams\":[\"shop\"]}", OPERATORS_OF_SHOP),
                endpoint("POST", "/api/tokens/", "{\"role\":\"producer\",\"streams\":[\"other\"]}", OPERATORS_OF_OTHER),
                endpoint(
                        "POST",
                        "/api/tokens",
                        "{\"role\":\"screen\",\"streams\":[\"shop\",\"other\"]}",
                        Set.of(OPERATOR)),
                endpoint("POST", "/api/tokens", "{\"role\":\"operator\",\"streams\":[\"shop\"]}", Set.of(OPERATOR)),
                endpoint("POST", "/api/tokens", "{\"role\":\"operator\"}", Set.of(OPERATOR)),
                endpoint("GET", "/api/tokens", "", OPERATORS),
                endpoint("DELETE", "/api/tokens/nobodys", "", OPERATORS),
                endpoint("DELETE", "/api/tokens/nobodys", "{\"expires\":4102444800000}", OPERATORS),
                endpoint("GET", "/api/acts", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/acts.csv", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/connections", "", OPERATORS),
                endpoint("GET", "/api/currencies", "", OPERATORS),
                endpoint("GET", "/api/notifications", "", OPERATORS),
                endpoint("POST", "/api/notifications", "{}", OPERATORS),
                endpoint("GET", "/api/notifications/nobodys", "", OPERATORS),
                endpoint("PATCH", "/api/notifications/nobodys", "{}", OPERATORS),
                endpoint("DELETE", "/api/notifications/nobodys", "", OPERATORS),
                endpoint("POST", "/api/notifications/nobodys/test", "", OPERATORS),
                endpoint("GET", "/api/notifications/nobodys/attempts", "", OPERATORS),
                endpoint("POST", "/api/qr", "{\"text\":\"a\"}", OPERATORS),
                endpoint("GET", "/metrics", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/orders", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/orders/o-1", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/orders.csv", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/exports/ledger.csv", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/deals", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/deals.csv", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/lost", "", OPERATORS_OF_SHOP),
                endpoint("POST", "/api/streams/shop/accept-loss", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/fair/orders", "", Set.of(OPERATOR)),
                endpoint("POST", "/api/streams", "{}", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop", "", OPERATORS_OF_SHOP),
                endpoint("PATCH", "/api/streams/shop", "{\"title\":\"New\"}", OPERATORS_OF_SHOP),
                endpoint("POST", "/api/streams/shop/start", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/%73hop", "", OPERATORS_OF_SHOP),
                endpoint("POST", "/api/streams/other/end", "", OPERATORS_OF_OTHER),
                endpoint("POST", "/api/streams/other/close", "", OPERATORS_OF_OTHER),
                endpoint("GET", "/api/streams/fair", "", Set.of(OPERATOR)),
                endpoint("PATCH", "/api/streams/fair", "{\"title\":\"New\"}", Set.of(OPERATOR)),
                endpoint("POST", "/api/streams/fair/start", "", Set.of(OPERATOR)),
                endpoint("POST", "/api/streams/fair/end", "", Set.of(OPERATOR)),
                endpoint("POST", "/api/streams/fair/close", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/archive", "", OPERATORS_OF_SHOP),
                endpoint("POST", "/api/streams/shop/archive", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/fair/archive", "", Set.of(OPERATOR)),
                endpoint("DELETE", "/api/streams/shop/archive", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/products", "", AUDIENCE),
                endpoint("GET", "/api/streams/shop/products/", "", AUDIENCE),
                endpoint("HEAD", "/api/streams/shop/products", "", AUDIENCE),
                endpoint("PUT", "/api/streams/shop/products", "{}", OPERATORS_OF_SHOP),
                endpoint("POST", "/api/streams/shop/products", "{}", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/products.csv", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/shop/products.xlsx", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/fair/products", "", ALL.keySet()),
                endpoint("HEAD", "/api/streams/fair/products", "", ALL.keySet()),
                endpoint("PUT", "/api/streams/fair/products", "{}", Set.of(OPERATOR)),
                endpoint("POST", "/api/streams/fair/products", "{}", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/fair/products.csv", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/fair/products.xlsx", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/nowhere/products", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/images/a.png", "", AUDIENCE),
                endpoint("HEAD", "/api/streams/shop/images/a.png", "", AUDIENCE),
                endpoint("GET", "/api/streams/fair/images/a.png", "", ALL.keySet()),
                endpoint("GET", "/api/streams/fair/images", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/images", "", OPERATORS_OF_SHOP),
                endpoint("PUT", "/api/streams/shop/images/a.png", "{}", OPERATORS_OF_SHOP),
                endpoint("DELETE", "/api/streams/shop/images/a.png", "", OPERATORS_OF_SHOP),
                endpoint("PUT", "/api/streams/fair/images/a.png", "{}", Set.of(OPERATOR)),
                endpoint("DELETE", "/api/streams/fair/images/a.png", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/stock", "", AUDIENCE),
                endpoint("HEAD", "/api/streams/shop/stock", "", AUDIENCE),
                endpoint("GET", "/api/streams/fair/stock", "", ALL.keySet()),
                endpoint("GET", "/api/streams/nowhere/stock", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/certificates/o-1", "", AUDIENCE),
                endpoint("GET", "/api/streams/fair/certificates/o-1", "", ALL.keySet()),
                endpoint("GET", "/api/streams/nowhere/certificates/o-1", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/certificates/o-1/qr?origin=http://a", "", AUDIENCE),
                endpoint("GET", "/api/streams/fair/certificates/o-1/qr?origin=http://a", "", ALL.keySet()),
                endpoint("GET", "/api/streams/shop/live/qr?origin=http://a", "", AUDIENCE),
                endpoint("GET", "/api/streams/fair/live/qr?origin=http://a", "", ALL.keySet()),
                endpoint("GET", "/api/streams/shop/groups", "", AUDIENCE),
                endpoint("HEAD", "/api/streams/shop/groups", "", AUDIENCE),
                endpoint("GET", "/api/streams/shop/groups?figures=true", "", SCREENS),
                endpoint("GET", "/api/streams/shop/groups?%66igures=true", "", SCREENS),
                endpoint("GET", "/api/streams/fair/groups?figures=true", "", ALL.keySet()),
                endpoint("GET", "/api/streams/shop/groups.csv", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/fair/groups.csv?figures=true", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/fair/groups.xlsx", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/shop/deliveries.csv", "", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/fair/deliveries.xlsx", "", Set.of(OPERATOR)),
                endpoint("PUT", "/api/streams/shop/groups", "{}", OPERATORS_OF_SHOP),
                endpoint("PATCH", "/api/streams/shop/groups", "{}", OPERATORS_OF_SHOP),
                endpoint("GET", "/api/streams/fair/groups", "", ALL.keySet()),
                endpoint("PUT", "/api/streams/fair/groups", "{}", Set.of(OPERATOR)),
                endpoint("PATCH", "/api/streams/fair/groups", "{}", Set.of(OPERATOR)),
                endpoint("POST", "/api/orders", order, PRODUCERS),
                endpoint("POST", "/api/orders/", order, PRODUCERS),
                endpoint("WS", "/ws/orders", "", PRODUCERS),
                endpoint("GET", "/api/boards/shop", "", SCREENS),
                endpoint("GET", "/api/boards/%73hop", "", SCREENS),
                endpoint("GET", "/api/boards/shop/", "", SCREENS),
                endpoint("GET", "/api/x/../boards/shop", "", SCREENS),
                endpoint("GET", "/api/boards/shop/events", "", SCREENS),
                endpoint("GET", "/api/boards/shop/replay", "", SCREENS),
                endpoint("GET", "/api/boards/shop/events/", "", SCREENS),
                endpoint("WS", "/ws/boards/shop?fields=totals", "", SCREENS),
                endpoint("WS", "/ws/boards/shop/", "", SCREENS),
                endpoint("WS", "/ws/streams/shop/audience?viewer=v", "", AUDIENCE),
                endpoint("GET", "/api/boards/nowhere", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/boards/@sale", "", SCREENS_OF_SALE),
                endpoint("GET", "/api/boards/%40sale/events", "", SCREENS_OF_SALE),
                endpoint("WS", "/ws/boards/@sale", "", SCREENS_OF_SALE),
                endpoint("GET", "/api/boards/@expo", "", ALL.keySet()),
                endpoint("GET", "/api/boards/@expo/events", "", ALL.keySet()),
                endpoint("WS", "/ws/boards/@expo?fields=campaign", "", ALL.keySet()),
                endpoint("GET", "/api/boards/@nowhere", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/reports/shop", "", SCREENS),
                endpoint("GET", "/api/reports/fair", "", Set.of(SCREEN, OPERATOR)),
                endpoint("GET", "/api/reports/@sale", "", SCREENS_OF_SALE),
                endpoint("GET", "/api/reports/@expo", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/reports/nowhere", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/verify/shop", "", AUDIENCE),
                endpoint("GET", "/api/verify/fair", "", ALL.keySet()),
                endpoint("GET", "/api/verify/@expo", "", ALL.keySet()),
                endpoint("POST", "/api/verify/shop", "{}", SCREENS),
                endpoint("POST", "/api/verify/fair", "{}", Set.of(SCREEN, OPERATOR)),
                endpoint("POST", "/api/verify/@sale", "{\"streams\":[]}", SCREENS_OF_SALE),
                endpoint("GET", "/report/shop", "", ALL.keySet()),
                endpoint("GET", "/verify/@sale", "", ALL.keySet()),
                endpoint("GET", "/api/connectors", "", OPERATORS),
                endpoint("GET", "/api/connectors/kinds", "", OPERATORS),
                endpoint("POST", "/api/connectors", "{}", OPERATORS),
                endpoint("GET", "/api/campaigns", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/campaigns/", "", Set.of(OPERATOR)),
                endpoint("POST", "/api/campaigns", "{}", Set.of(OPERATOR)),
                endpoint("GET", "/api/campaigns/sale", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/campaigns/expo", "", Set.of(OPERATOR)),
                endpoint("PATCH", "/api/campaigns/sale", "{\"title\":\"New\"}", Set.of(OPERATOR)),
                endpoint("DELETE", "/api/campaigns/nowhere", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/campaigns/expo/ledger.csv", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/campaigns/expo/deals.csv", "", Set.of(OPERATOR)),
                endpoint("POST", "/api/tokens", "{\"role\":\"screen\",\"streams\":[\"@sale\"]}", Set.of(OPERATOR)),
                endpoint("GET", "/api/streams/@expo/products", "", ALL.keySet()),
                endpoint("WS", "/ws/streams/@expo/audience?viewer=v", "", ALL.keySet()),
                endpoint("GET", "/api/streams/@sale", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/nothing", "", Set.of(OPERATOR)),
                endpoint("WS", "/ws/nothing", "", Set.of(OPERATOR)),
                endpoint("GET", "/api/boards/fair", "", ALL.keySet()),
                endpoint("GET", "/api/boards/fair/events", "", ALL.keySet()),
                endpoint("GET", "/api/boards/fair/replay", "", ALL.keySet()),
                endpoint("WS", "/ws/boards/fair", "", ALL.keySet()),
                endpoint("WS", "/ws/streams/fair/audience?viewer=v", "", ALL.keySet()),
                endpoint("GET", "/api", "", ALL.keySet()),
                endpoint("GET", "/api/", "", ALL.keySet()),
                endpoint("GET", "/api/openapi.json", "", ALL.keySet()),
                endpoint("GET", "/api/asyncapi.json", "", ALL.keySet()),
                endpoint("GET", "/", "", ALL.keySet()),
                endpoint("GET", "/board/shop", "", ALL.keySet()),
                endpoint("GET", "/overlay/shop", "", ALL.keySet()),
                endpoint("GET", "/host/shop", "", ALL.keySet()),
                endpoint("GET", "/certificate/shop/o-1", "", ALL.keySet()),
                endpoint("GET", "/lib/livetally-client.js", "", ALL.keySet()),
                endpoint("GET", "/health/live", "", ALL.keySet()),
                endpoint("GET", "/health/ready", "", ALL.keySet()));
    }

    private static Endpoint endpoint(String method, String path, String body, Set<String> admitted) {
        return new Endpoint(RawRequest.of(method, path, body), admitted);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void admitsWhomItIsForAndTellsOthersWhy(Endpoint endpoint) {
        Set<String> admitted = new TreeSet<>();
        ALL.forEach((name, token) -> {
            RawRequest.Answer byHeader = server.send(endpoint.request, token);
            RawRequest.Answer byQuery = token.isEmpty()
                    ? byHeader
                    : endpoint.request.withQuery(token).send(server.port());
            assertEquals(byHeader.status(), byQuery.status(), name);
            if (byHeader.status() == 401 || byHeader.status() == 403) {
                assertRefused(name, token, byHeader);
                assertRefused(name, token, byQuery);
            } else {
                assertTrue(byHeader.status() < 500, byHeader::toString);
                admitted.add(name);
            }
        });
        assertEquals(new TreeSet<>(endpoint.admitted), admitted);
    }

    private static void assertRefused(String name, String token, RawRequest.Answer answer) {
        assertEquals(BAD.containsKey(name) ? 401 : 403, answer.status(), name);
        assertTrue(answer.hasHeader("www-authenticate: Bearer"), answer::toString);
        assertTrue(answer.hasHeader("content-type: application/problem+json"), answer::toString);
        assertFalse(!token.isEmpty() && answer.toString().contains(token), answer::toString);
    }

    @Test
    void anOrderForAForeignStreamIsForbiddenAloneAndNotRecorded() {
        String foreign = OrderJson.order(OTHER, "f-1", 100).encode();
        String own = OrderJson.order(SHOP, "f-2", 100).encode();
        String token = GOOD.getOrDefault(PRODUCER, "");

        RawRequest.Answer answer =
                server.send(RawRequest.of("POST", "/api/orders", "[" + foreign + "," + own + "]"), token);

        assertTrue(
                answer.body()
                        .contains("{\"type\":\"error\",\"id\":\"f-1\",\"code\":\"forbidden\",\"field\":\"stream\","
                                + "\"message\":\"must be one that your token is for\",\"rule\":\"token_stream\",\"params\":{},"
                                + "\"retry\":false}"),
                answer::toString);
        assertTrue(answer.body().contains("\"id\":\"f-2\",\"result\":\"recorded\""), answer::toString);
        assertEquals("", TestRedis.text("HGET", "livetally:{other}:ids", "f-1"));
    }

    @Test
    void likesAreForTheStreamsOfTheTokenAndNotOfScreens() {
        String likes = "{\"type\":\"likes\",\"stream\":\"shop\",\"source\":\"room\",\"total\":1}";
        assertTrue(ask(PRODUCER, likes).body().contains("\"result\":\"recorded\""));
        assertTrue(ask("producer of other", likes).body().contains("\"forbidden\""));
        assertEquals(403, ask(SCREEN, likes).status());
    }

    @Test
    void producersMaySayWhatIsOnAirAndChangeStockAndScreensMayNot() {
        String show = "{\"type\":\"show\",\"id\":\"show-%s\",\"stream\":\"shop\",\"host\":\"苗伟伦\"}";
        String stock = "{\"type\":\"stock\",\"id\":\"stock-%s\",\"stream\":\"shop\",\"sku\":\"uncounted\",\"add\":1}";
        for (String role : List.of(PRODUCER, OPERATOR, OPERATOR_OF_SHOP)) {
            String id = role.replace(' ', '-');
            assertTrue(ask(role, show.formatted(id)).body().contains("\"recorded\""), role);
            assertTrue(ask(role, stock.formatted(id)).body().contains("\"field\":\"sku\""), role);
        }
        assertTrue(ask("producer of other", show.formatted("x")).body().contains("\"forbidden\""));
        assertEquals(403, ask(SCREEN, show.formatted("x")).status());
        assertEquals(403, ask(SCREEN, stock.formatted("x")).status());
    }

    private static RawRequest.Answer ask(String role, String message) {
        return server.send(RawRequest.of("POST", "/api/orders", message), GOOD.getOrDefault(role, ""));
    }

    @Test
    void aPublicStreamIsStillClosedToOrdersWithoutAToken() {
        String order = OrderJson.order(FAIR, "p-1", 100).encode();

        assertEquals(
                401,
                server.send(RawRequest.of("POST", "/api/orders", order), "").status());
        assertTrue(server.send(RawRequest.of("POST", "/api/orders", order), GOOD.getOrDefault(PRODUCER, ""))
                .body()
                .contains("\"forbidden\""));
    }

    @Test
    void theHandMadeClaimsAreGoodButForWhatTheMatrixChanges() {
        assertEquals(
                200,
                server.send(RawRequest.of("GET", "/api/streams", ""), signed(OPERATOR_CLAIMS))
                        .status());
    }

    @Test
    void theHeaderDecidesWhereThereAreTwoTokens() {
        RawRequest list = RawRequest.of("GET", "/api/streams", "");

        assertEquals(
                200, server.send(list.withQuery("garbage"), server.operator()).status());
        assertEquals(
                401, server.send(list.withQuery(server.operator()), "garbage").status());
        RawRequest basic = list.with("Authorization: Basic " + server.operator());
        assertEquals(401, basic.send(server.port()).status(), "no bearer");
    }

    private static String revoked(String token) {
        AccessServer.revoke(token);
        RawRequest list = RawRequest.of("GET", "/api/streams", "");
        for (int i = 0;
                i < 4 * Runtime.getRuntime().availableProcessors();
                i++) { // connections go round the event loops
            Await.until("refused", () -> server.send(list, token).status() == 401);
        }
        return token;
    }

    private static String signed(JsonObject claims) {
        return ForgedToken.signed("HS256", SECRET, claims);
    }
}
