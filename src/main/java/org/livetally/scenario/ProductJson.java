package org.livetally.scenario;

import io.vertx.core.json.JsonObject;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;

/** Products in the form for a stream's catalogue. */
final class ProductJson {
    private ProductJson() {}

    static JsonObject of(Product product) {
        Details details = product.details();
        JsonObject json = new JsonObject()
                .put("name", product.name())
                .put("unit", product.unit())
                .put("retailPrice", product.retailPrice())
                .put("price", product.price());
        details.texts().forEach(json::put);
        if (details.stock() > 0) {
            json.put("stock", details.stock());
        }
        Numbered numbered = details.numbered();
        if (numbered != null) {
            json.put(
                    "numbered",
                    new JsonObject()
                            .put("prefix", numbered.prefix())
                            .put("first", numbered.first())
                            .put("last", numbered.last()));
        }
        Levy levy = details.levy();
        if (levy != null) {
            json.put("levy", new JsonObject().put("fund", levy.fund()).put("amount", levy.amount()));
        }
        return json;
    }
}
