package org.livetally.exports;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.ProductField;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.ledger.read.RankingReader;
import org.livetally.ledger.read.WholeRanking;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.tables.Column;
import org.livetally.tables.TablePage;
import org.livetally.tables.WholeTable;

/** What was sold of each product, the highest GMV first, with what the catalogue says of it; then products that nobody bought. */
final class ProductExport {
    private static final Set<ProductField> FIRST = Set.of(ProductField.NAME, ProductField.UNIT);

    private static final List<Column<Row>> COLUMNS = Stream.of(
                    Stream.of(Column.<Row>of("sku", row -> row.sold.name())),
                    Stream.of(ProductField.values()).filter(FIRST::contains).map(ProductExport::column),
                    Stream.of(
                            Column.<Row>money("gmv", row -> row.sold.of(Measure.GMV)),
                            Column.<Row>of("units", row -> row.sold.of(Measure.UNITS)),
                            Column.<Row>of("orders", row -> row.sold.of(Measure.ORDERS)),
                            Column.<Row>of("returned", row -> row.sold.of(Measure.RETURNED)),
                            Column.<Row>of("left", row -> row.sold.left())),
                    Stream.of(ProductField.values())
                            .filter(field -> !FIRST.contains(field))
                            .map(ProductExport::column))
            .flatMap(columns -> columns)
            .toList();

    private final RankingReader reader;
    private final WholeRanking ranking;
    private final Map<String, String> catalogue;
    private final List<String> unsold;

    /** @param product as the catalogue has it; empty if it does not */
    private record Row(RankingReader.Row sold, JsonObject product) {}

    private static Column<Row> column(ProductField field) {
        return field.column().in(Row::product);
    }

    /** @param catalogue sku to JSON, sorted by sku */
    private ProductExport(RankingReader reader, WholeRanking ranking, Map<String, String> catalogue) {
        this.reader = reader;
        this.ranking = ranking;
        this.catalogue = catalogue;
        this.unsold =
                catalogue.keySet().stream().filter(sku -> !ranking.has(sku)).toList();
    }

    static Future<WholeTable<?>> read(RedisLink redis, StreamKeys keys, Catalogue catalogue) {
        RankingReader reader = RankingReader.of(redis, keys, Dimension.PRODUCTS);
        return WholeRanking.byRank(reader)
                .compose(ranking ->
                        catalogue.read(keys).map(products -> new ProductExport(reader, ranking, products.bySku())))
                .compose(export -> export.sold(0).map(export::whole));
    }

    private WholeTable<Row> whole(TablePage<Row> first) {
        return new WholeTable<>(COLUMNS, ranking.size() + unsold.size(), ranking.seq(), first);
    }

    private Future<TablePage<Row>> sold(int from) {
        return ranking.rows(from)
                .compose(some -> some.isEmpty()
                        ? unsold(0)
                        : Future.succeededFuture(TablePage.of(rows(some), () -> sold(from + some.size()))));
    }

    private Future<TablePage<Row>> unsold(int from) {
        int to = Math.min(unsold.size(), from + RankingReader.AT_ONCE);
        if (from == to) {
            return Future.succeededFuture(TablePage.none());
        }
        return reader.named(unsold.subList(from, to)).map(some -> TablePage.of(rows(some.rows()), () -> unsold(to)));
    }

    private List<Row> rows(List<RankingReader.Row> sold) {
        return sold.stream()
                .map(row -> new Row(row, new JsonObject(catalogue.getOrDefault(row.name(), "{}"))))
                .toList();
    }
}
