package org.livetally.streams.life;

import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.livetally.domain.order.ProductFacts;
import org.livetally.ledger.LedgerEntry;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/**
 * A message that tells the ledger of products, and what else follows from it.
 *
 * @param facts sku to facts, of products whose facts change
 * @param stock sku to units, of products that name a first stock
 */
record ProductMessage(LedgerEntry entry, Map<String, ProductFacts> facts, Map<String, Long> stock) {

    /** In the form for {@code lua/part_products.lua}. */
    List<byte[]> parts() {
        return List.of(
                utf8(entry.id()),
                utf8(entry.state().rest()),
                LedgerJson.array(List.of(entry.json())),
                facts.isEmpty() ? new byte[0] : FactsJson.write(facts),
                stock.isEmpty() ? new byte[0] : utf8(stocks()));
    }

    /** Texts, since Lua's numbers are doubles. */
    private String stocks() {
        JsonArray pairs = new JsonArray();
        stock.forEach((sku, units) -> pairs.add(Long.toString(units)).add(sku));
        return pairs.encode();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
