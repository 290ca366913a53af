package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** What operators see of a connector: its settings without secrets, what came, and whether it is well. */
final class ConnectorStatus {
    /** Whoever has sent nothing for so long, while the stream sells, is worth a look. */
    private static final long SILENT_MS = 600_000;

    private final RedisLink redis;
    private final InstantSource clock;

    ConnectorStatus(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * How a connector is.
     *
     * @param parked messages of its stream that wait for their orders
     * @param silent whether nothing has come for ten minutes while the stream sells
     */
    record Health(ConnectorCounts counts, long parked, boolean silent) {
        JsonObject json() {
            return counts.json().put("parked", parked).put("silent", silent);
        }
    }

    Future<Health> health(ShopConnector connector) {
        StreamKeys keys = new StreamKeys(connector.stream());
        Future<ConnectorCounts> counts = redis.send(
                        Request.cmd(Command.HGETALL).arg(new ConnectorKeys(connector.id()).counts()))
                .map(hash -> new ConnectorCounts(ConnectorDirectory.texts(hash)));
        Future<Response> status =
                redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("status"));
        Future<Response> last =
                redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("last"));
        Future<Response> parked = redis.send(Request.cmd(Command.HLEN).arg(keys.parked()));
        return Future.all(counts, status, last, parked).map(read -> {
            boolean live = StreamStatus.LIVE.wire().equals(text(status.result()));
            boolean silent = live && isSilent(connector, counts.result(), text(last.result()));
            return new Health(counts.result(), parked.result().toLong(), silent);
        });
    }

    /**
     * The settings, and how it is.
     *
     * @param before the path that a proxy puts before that of its address
     */
    Future<JsonObject> whole(ShopConnector connector, String before) {
        return health(connector).map(health -> json(connector, before).put("status", health.json()));
    }

    /** Whether it has been silent while the stream was told of orders by others. */
    private boolean isSilent(ShopConnector connector, ConnectorCounts counts, @Nullable String newest) {
        Long lastAt = counts.lastAt();
        long since = lastAt == null ? connector.createdAt() : lastAt;
        boolean sells = newest != null && Seq.parse(newest).ms() > since + SILENT_MS;
        return !connector.paused() && sells && clock.millis() - since > SILENT_MS;
    }

    private static @Nullable String text(@Nullable Response value) {
        return value == null ? null : value.toString();
    }

    private static JsonObject json(ShopConnector connector, String before) {
        Shop shop = connector.shop();
        JsonObject json = new JsonObject()
                .put("id", connector.id())
                .put("url", before + "/hooks/" + connector.id())
                .put("name", connector.name())
                .put("kind", connector.kind())
                .put("stream", connector.stream())
                .put("title", connector.title());
        if (shop.channel() != null) {
            json.put("channel", shop.channel());
        }
        if (shop.domain() != null) {
            json.put("shop", shop.domain());
        }
        JsonObject options = new JsonObject();
        connector.platform().options().forEach(option -> options.put(option.name(), shop.option(option)));
        return json.put("currency", shop.currency())
                .put("money", shop.total() ? "total" : "goods")
                .put("test", shop.test())
                .put("paused", connector.paused())
                .put("sinceStart", connector.sinceStart())
                .put("options", options)
                .put("idPrefix", connector.platform().idPrefix(shop))
                .put("secrets", connector.secrets().size())
                .put("createdAt", connector.createdAt());
    }
}
