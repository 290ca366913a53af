package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.FieldRules;
import org.livetally.http.Problem;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.standard.StandardPlatform;
import org.livetally.intake.connectors.standard.StandardWebhook;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.streams.StreamDirectory;

/** Makes, changes and deletes connectors; one instance for each event loop. Fails with a {@link Problem}. */
final class Connectors {
    private static final LuaScript CHANGE = LuaScript.load("change_connector");
    private static final int ID_BYTES = 16;
    /** Enough to replace one secret while the old one still signs. */
    private static final int MAX_SECRETS = 3;

    private static final int MAX_CONNECTORS = 1_000;
    private static final Logger LOG = Logger.getLogger(Connectors.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RedisLink redis;
    private final ConnectorDirectory directory;
    private final StreamDirectory streams;
    private final InstantSource clock;
    private final WriteGate gate;

    Connectors(RedisLink redis, InstantSource clock, WriteGate gate) {
        this.redis = redis;
        this.directory = new ConnectorDirectory(redis);
        this.streams = new StreamDirectory(redis);
        this.clock = clock;
        this.gate = gate;
    }

    /**
     * A new connector.
     *
     * @param shownOnce the secret that the server made, which nobody else knows; null if the operator gave one
     */
    record Made(ShopConnector connector, @Nullable String shownOnce) {}

    Future<Made> create(String stream, JsonObject body) {
        RedisFailures.requireOpen(gate);
        Platform platform = ConnectorSettings.platform(body);
        boolean makes = platform instanceof StandardPlatform && body.getValue("secret") == null;
        String secret = makes
                ? StandardWebhook.newSecret()
                : ConnectorSettings.secret("secret", body.getValue("secret"), platform);
        Map<String, String> fields = ConnectorSettings.create(body, platform);
        String id = newId();
        return roomForOne()
                .compose(room -> currency(stream, body.getValue("currency")))
                .compose(currency -> {
                    fields.put("stream", stream);
                    fields.put("currency", currency);
                    fields.put("createdAt", Long.toString(clock.millis()));
                    // The index has another slot in a Cluster. It is written first: an id without a connector is
                    // skipped.
                    return RedisFailures.orUnavailable(redis.send(
                            Request.cmd(Command.SADD).arg(ConnectorKeys.INDEX).arg(id)));
                })
                .compose(indexed -> change(id, "", List.of(secret), fields))
                .onFailure(e -> redis.send(Request.cmd(Command.SREM)
                                .arg(ConnectorKeys.INDEX)
                                .arg(id))
                        .onFailure(also -> LOG.log(Level.FINE, "an id without a connector stays in the index", also)))
                .compose(changed -> directory.require(id))
                .map(connector -> new Made(connector, makes ? secret : null));
    }

    private Future<Void> roomForOne() {
        return RedisFailures.orUnavailable(redis.send(Request.cmd(Command.SCARD).arg(ConnectorKeys.INDEX)))
                .map(count -> {
                    if (count.toInteger() >= MAX_CONNECTORS) {
                        throw Problem.of(409, Rule.CONNECTORS_LIMIT.reason(MAX_CONNECTORS));
                    }
                    return null;
                });
    }

    /** The stream's currency, which never changes. */
    private Future<String> currency(String stream, @Nullable Object given) {
        return streams.briefly(List.of(stream)).map(found -> {
            StreamDirectory.Brief brief = found.get(stream);
            if (brief == null) {
                throw Problem.invalidField("stream", Rule.STREAM_UNKNOWN.reason(stream));
            }
            if (given != null && !brief.currency().equals(FieldRules.currency("currency", given))) {
                throw Problem.invalidField("currency", Rule.OTHER_CURRENCY.reason(brief.currency(), given));
            }
            return brief.currency();
        });
    }

    Future<ShopConnector> patch(ShopConnector connector, JsonObject body) {
        RedisFailures.requireOpen(gate);
        Map<String, String> fields = ConnectorSettings.patch(body, connector);
        List<String> secrets = secrets(connector, body);
        return change(connector.id(), Long.toString(connector.edition()), secrets, fields)
                .compose(changed -> changed
                        ? directory.require(connector.id())
                        : Future.failedFuture(Problem.of(409, Rule.CONNECTOR_CHANGED.reason())));
    }

    private static List<String> secrets(ShopConnector connector, JsonObject body) {
        List<String> secrets = new ArrayList<>(connector.secrets());
        if (body.getValue("addSecret") != null) {
            secrets.add(ConnectorSettings.secret("addSecret", body.getValue("addSecret"), connector.platform()));
            if (secrets.size() > MAX_SECRETS) {
                throw Problem.invalidField("addSecret", Rule.CONNECTOR_SECRETS.reason(MAX_SECRETS));
            }
        }
        if (body.getValue("dropSecret") != null) {
            long place = FieldRules.integer("dropSecret", body.getValue("dropSecret"), 1, secrets.size());
            secrets.remove((int) place - 1);
            if (secrets.isEmpty()) {
                throw Problem.invalidField("dropSecret", Rule.CONNECTOR_LAST_SECRET.reason());
            }
        }
        return secrets;
    }

    Future<Void> delete(ShopConnector connector) {
        RedisFailures.requireOpen(gate);
        ConnectorKeys keys = new ConnectorKeys(connector.id());
        Request gone = Request.cmd(Command.DEL)
                .arg(keys.settings())
                .arg(keys.secrets())
                .arg(keys.deliveries())
                .arg(keys.counts());
        Request unlisted = Request.cmd(Command.SREM).arg(ConnectorKeys.INDEX).arg(connector.id());
        return RedisFailures.orUnavailable(redis.send(gone)
                .compose(deleted -> Future.all(
                        redis.replicated(keys.settings()), redis.sendReplicated(unlisted, ConnectorKeys.INDEX)))
                .mapEmpty());
    }

    private Future<Boolean> change(String id, String expected, List<String> secrets, Map<String, String> fields) {
        ConnectorKeys keys = new ConnectorKeys(id);
        long edition = 1 + RANDOM.nextLong(Integers.MAX_EXACT);
        ScriptCall call = new ScriptCall(CHANGE)
                .key(keys.settings())
                .key(keys.secrets())
                .arg(expected)
                .arg(edition)
                .arg(new JsonArray(secrets).encode());
        fields.forEach((field, value) -> call.arg(field).arg(value));
        return RedisFailures.orUnavailable(redis.runReplicated(call)).map(reply -> reply.toInteger() == 1);
    }

    private static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
