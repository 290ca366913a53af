package org.livetally.streams.life;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.Catalogue.Products;
import org.livetally.catalogue.ProductField;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.RowErrors;
import org.livetally.ledger.LedgerEntry;
import org.livetally.wire.FactsJson;

/**
 * Finds out which products of a catalogue really change, and makes the messages that tell the ledger of them. A message
 * has up to {@value Catalogue#CHUNK} products and some {@value #MESSAGE_CHARS} characters, so that nobody who reads the
 * ledger waits long for one.
 */
final class ProductDifference {
    private static final int MESSAGE_CHARS = 100_000;

    private final Basis basis;
    private final String stream;
    private final long now;
    private final List<List<byte[]>> messages = new ArrayList<>();
    private Map<String, CatalogueEntry> products = new LinkedHashMap<>();
    private Map<String, ProductFacts> facts = new LinkedHashMap<>();
    private Map<String, Long> stock = new LinkedHashMap<>();
    private int chars;
    private final RowErrors errors = new RowErrors("sku");

    private ProductDifference(Basis basis, String stream, long now) {
        this.basis = basis;
        this.stream = stream;
        this.now = now;
    }

    /**
     * The change from one catalogue to another. Takes long for a big one.
     *
     * @param before the catalogue, or all of it that the change is about
     * @param after the same products as they will be, sku to JSON
     * @param basis of the stream, at least as new as {@code before}
     * @param now epoch ms
     * @throws Problem 400 with the skus of products that change what cannot change
     */
    static ProductChange between(String stream, Products before, Map<String, String> after, Basis basis, long now) {
        Map<String, String> changed = new LinkedHashMap<>();
        after.forEach((sku, json) -> {
            if (!json.equals(before.bySku().get(sku))) {
                changed.put(sku, json);
            }
        });
        before.bySku().keySet().stream().filter(sku -> !after.containsKey(sku)).forEach(sku -> changed.put(sku, ""));
        ProductDifference difference = new ProductDifference(basis, stream, now);
        changed.forEach((sku, json) -> difference.add(sku, before.bySku().get(sku), json));
        return difference.change(before, after.size(), changed);
    }

    private ProductChange change(Products before, int after, Map<String, String> changed) {
        errors.throwIfAny();
        endMessage();
        return new ProductChange("", before.edition(), after - before.bySku().size(), changed, messages, null);
    }

    private void add(String sku, @Nullable String before, String after) {
        CatalogueEntry old = before == null ? CatalogueEntry.REMOVED : FactsJson.entry(before);
        CatalogueEntry entry = after.isEmpty() ? CatalogueEntry.REMOVED : FactsJson.entry(after);
        check(sku, entry.facts().numbered());
        ProductFacts counted = old.facts().tracked() ? entry.facts().asTracked() : entry.facts();
        products.put(sku, entry);
        if (!counted.equals(old.facts())) {
            facts.put(sku, counted);
        }
        if (entry.stock() != null) {
            stock.put(sku, entry.stock());
        }
        chars += sku.length() + after.length();
        if (products.size() == Catalogue.CHUNK || chars >= MESSAGE_CHARS) {
            endMessage();
        }
    }

    /** Orders may have the first numbers already, even if the product had none for a while. */
    private void check(String sku, @Nullable Numbered after) {
        Long first = basis.firstNumber(sku);
        if (after != null && first != null && first != after.first()) {
            errors.add(sku, ProductField.NUMBERED_FIRST.wire(), Rule.FIXED.reason());
        }
    }

    private void endMessage() {
        if (products.isEmpty()) {
            return;
        }
        CatalogueChange message = new CatalogueChange("catalogue-" + UUID.randomUUID(), stream, products, now);
        messages.add(new ProductMessage(LedgerEntry.of(message, now), facts, stock).parts());
        products = new LinkedHashMap<>();
        facts = new LinkedHashMap<>();
        stock = new LinkedHashMap<>();
        chars = 0;
    }
}
