package org.livetally.backup;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.livetally.archive.KeyReader;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * What there is besides streams, as JSON: campaigns, connectors, targets of notifications, tokens and revocations. Of a
 * campaign its settings alone: its figures are counted anew from the ledgers of its streams.
 */
final class House {
    static final String NAME = "house.json";
    /** Of a campaign: which tallies it has. It has none yet where it is restored. */
    private static final String BUILT = "built";

    private static final String SECRETS = "secrets";
    private static final String TARGETS = "targets";
    private static final String TARGET_SECRETS = "targetSecrets";
    private static final int SECRET_BYTES = 32;
    /** A name that stands for no host (RFC 2606). */
    private static final String NOWHERE = "https://restored.invalid/";

    /**
     * A key that is kept whole.
     *
     * @param section of the JSON
     * @param secret whether it is kept only if secrets are asked for
     */
    private record Kept(String section, String key, boolean scored, boolean secret) {}

    private static final List<Kept> KEPT = List.of(
            new Kept(TARGETS, NotifyKeys.TARGETS, false, false),
            new Kept(TARGET_SECRETS, NotifyKeys.SECRETS, false, true),
            new Kept("erasure", StreamKeys.ERASURE, false, true),
            new Kept("revoked", StreamKeys.REVOKED, true, false),
            new Kept("tokens", StreamKeys.TOKENS, false, false),
            new Kept("tokenEnds", StreamKeys.TOKEN_ENDS, true, false),
            new Kept("tokensUsed", StreamKeys.TOKENS_USED, false, false),
            new Kept("tokenMakers", StreamKeys.TOKEN_MAKERS, false, false));

    private final RedisLink redis;

    House(RedisLink redis) {
        this.redis = redis;
    }

    /** Reads it, with secrets or without. */
    Future<JsonObject> read(boolean secrets) {
        JsonObject house = new JsonObject();
        Future<Void> done = Future.succeededFuture();
        for (Kept kept : KEPT) {
            if (secrets || !kept.secret) {
                done = done.compose(next -> read(kept).onSuccess(found -> house.put(kept.section, json(found))))
                        .mapEmpty();
            }
        }
        return done.compose(next -> campaigns())
                .compose(campaigns -> connectors(secrets)
                        .map(connectors -> house.put("campaigns", campaigns).put("connectors", connectors)));
    }

    private Future<Map<String, String>> read(Kept kept) {
        return kept.scored ? KeyReader.scores(redis, kept.key) : KeyReader.hash(redis, kept.key);
    }

    private Future<JsonObject> campaigns() {
        JsonObject campaigns = new JsonObject();
        return each(
                        CampaignKeys.INDEX,
                        id -> KeyReader.hash(redis, new CampaignKeys(id).settings())
                                .onSuccess(settings -> {
                                    settings.remove(BUILT);
                                    if (!settings.isEmpty()) {
                                        campaigns.put(id, json(settings));
                                    }
                                }))
                .map(campaigns);
    }

    private Future<JsonObject> connectors(boolean secrets) {
        JsonObject connectors = new JsonObject();
        return each(ConnectorKeys.INDEX, id -> {
                    ConnectorKeys keys = new ConnectorKeys(id);
                    return Future.all(KeyReader.hash(redis, keys.settings()), KeyReader.hash(redis, keys.secrets()))
                            .onSuccess(read -> {
                                Map<String, String> settings = read.resultAt(0);
                                JsonObject connector = new JsonObject().put("settings", json(settings));
                                if (secrets) {
                                    connector.put(SECRETS, json(read.resultAt(1)));
                                }
                                if (!settings.isEmpty()) {
                                    connectors.put(id, connector);
                                }
                            });
                })
                .map(connectors);
    }

    private Future<Void> each(String index, Function<String, Future<?>> work) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(index)).compose(members -> {
            Future<?> done = Future.succeededFuture();
            for (Response member : members) {
                done = done.compose(next -> work.apply(member.toString()));
            }
            return done.mapEmpty();
        });
    }

    /**
     * Writes what was read; again, if it was written before. Without secrets, a connector gets one that nobody knows, so it
     * takes nothing until it is told another one, and a target is paused until it is told its address.
     */
    Future<Void> write(JsonObject house) {
        List<Request> writes = new ArrayList<>();
        if (!house.containsKey(TARGET_SECRETS)) {
            house.getJsonObject(TARGETS).forEach(target -> {
                JsonObject access = new JsonObject().put("url", NOWHERE).put("secret", unknownSecret());
                writes.add(setIfMissing(NotifyKeys.SECRETS, target.getKey(), access.encode()));
                target.setValue(new JsonObject(target.getValue().toString())
                        .put("paused", true)
                        .encode());
            });
        }
        for (Kept kept : KEPT) {
            put(writes, kept.key, kept.scored, house.getJsonObject(kept.section, new JsonObject()));
        }
        house.getJsonObject("campaigns").forEach(campaign -> {
            put(writes, new CampaignKeys(campaign.getKey()).settings(), false, (JsonObject) campaign.getValue());
            index(writes, CampaignKeys.INDEX, campaign.getKey());
        });
        house.getJsonObject("connectors").forEach(connector -> {
            ConnectorKeys keys = new ConnectorKeys(connector.getKey());
            JsonObject of = (JsonObject) connector.getValue();
            put(writes, keys.secrets(), false, of.getJsonObject(SECRETS, new JsonObject()));
            if (!of.containsKey(SECRETS)) {
                writes.add(setIfMissing(
                        keys.secrets(),
                        "list",
                        new JsonArray().add(unknownSecret()).encode()));
            }
            put(writes, keys.settings(), false, of.getJsonObject("settings"));
            index(writes, ConnectorKeys.INDEX, connector.getKey());
        });
        Future<?> done = Future.succeededFuture();
        for (Request write : writes) {
            done = done.compose(next -> redis.send(write));
        }
        return done.mapEmpty();
    }

    private static Request setIfMissing(String key, String field, String value) {
        return Request.cmd(Command.HSETNX).arg(key).arg(field).arg(value);
    }

    /** In the form that every kind of secret may have. */
    private static String unknownSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    private static void put(List<Request> writes, String key, boolean scored, JsonObject items) {
        items.forEach(item -> {
            String value = String.valueOf(item.getValue());
            writes.add(
                    scored
                            ? Request.cmd(Command.ZADD).arg(key).arg(value).arg(item.getKey())
                            : Request.cmd(Command.HSET)
                                    .arg(key)
                                    .arg(item.getKey())
                                    .arg(value));
        });
    }

    private static void index(List<Request> writes, String index, String id) {
        writes.add(Request.cmd(Command.SADD).arg(index).arg(id));
    }

    private static JsonObject json(Map<String, String> found) {
        JsonObject json = new JsonObject();
        found.forEach(json::put); // sorted
        return json;
    }
}
