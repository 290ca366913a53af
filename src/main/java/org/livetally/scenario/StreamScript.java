package org.livetally.scenario;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.scenario.Crowd.Cheer;
import org.livetally.scenario.Crowd.Visit;
import org.livetally.scenario.Reported.Other;
import org.livetally.scenario.Reported.Presentation;
import org.livetally.scenario.Reported.Sale;

/**
 * Everything that happens in one stream, as data: what is presented and when, who orders what and when, who watches
 * from when to when, who likes.
 *
 * <p>All moments are offsets from the start of the stream, in milliseconds of its own time; all money is in minor
 * units.
 *
 * @param groups name to what the tree of groups says of it
 * @param reports what producers report, in the order of their moments; those of one moment as given
 */
public record StreamScript(
        Settings settings, List<Product> products, Map<String, Group> groups, List<Reported> reports, Crowd crowd) {

    public StreamScript {
        products = List.copyOf(products);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        reports =
                reports.stream().sorted(Comparator.comparingLong(Reported::at)).toList();
    }

    /** A stream without groups that nobody watches. */
    public StreamScript(Settings settings, List<Product> products, List<? extends Reported> reports) {
        this(settings, products, Map.of(), List.copyOf(reports), Crowd.NONE);
    }

    public String id() {
        return settings.id;
    }

    /** In milliseconds. */
    public long length() {
        return settings.length;
    }

    public List<Visit> visits() {
        return crowd.visits();
    }

    public List<Cheer> cheers() {
        return crowd.cheers();
    }

    public List<Sale> orders() {
        return reported(Sale.class);
    }

    public List<Presentation> presentations() {
        return reported(Presentation.class);
    }

    private <T> List<T> reported(Class<T> kind) {
        return reports.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The value of all orders, all of which are paid, in minor units. */
    public long gmv() {
        return orders().stream().mapToLong(Sale::amount).sum();
    }

    /** The value of all agreements, none of which is called off, in minor units. */
    public long signed() {
        return reported(Other.class).stream()
                .map(Other::content)
                .mapToLong(content -> content instanceof Deal deal && deal.kind() == Kind.AGREEMENT
                        ? deal.terms().amount()
                        : 0)
                .sum();
    }

    public long likes() {
        return cheers().stream().mapToLong(Cheer::count).sum();
    }

    /**
     * What an operator says of a stream.
     *
     * @param startsAt epoch milliseconds; null for an event that ends when its play does
     * @param length in milliseconds
     * @param goal for GMV, in minor units; 0 if there is none
     * @param openOrders whether the audience may order
     * @param signedRecord the highest value that was ever signed before, in minor units; 0 if that is unknown
     */
    public record Settings(
            String id,
            String title,
            @Nullable Long startsAt,
            long length,
            long goal,
            boolean openOrders,
            long signedRecord) {
        /**
         * A stream of the past.
         *
         * @param from such as {@code 2024-04-14T09:00+08:00}
         * @param to when it ends
         */
        public static Settings past(String id, String title, String from, String to) {
            long start = OffsetDateTime.parse(from).toInstant().toEpochMilli();
            long end = OffsetDateTime.parse(to).toInstant().toEpochMilli();
            return new Settings(id, title, start, end - start, 0, false, 0);
        }

        /** The same with a goal, in minor units. */
        public Settings goal(long amount) {
            return new Settings(id, title, startsAt, length, amount, openOrders, signedRecord);
        }

        /** The same with the highest value that was ever signed before, in minor units. */
        public Settings signedRecord(long amount) {
            return new Settings(id, title, startsAt, length, goal, openOrders, amount);
        }

        /** The offset of a moment of a past stream, such as {@code 2024-04-14T09:00+08:00}. */
        public long at(String moment) {
            long start = startsAt == null ? 0 : startsAt;
            return OffsetDateTime.parse(moment).toInstant().toEpochMilli() - start;
        }
    }

    /**
     * A product.
     *
     * @param price of one unit in this stream, in minor units
     * @param retailPrice of one unit elsewhere, in minor units
     * @param details what else the catalogue says of it
     */
    public record Product(String sku, String name, String unit, long price, long retailPrice, Details details) {
        /** A product that has the same price everywhere. */
        public Product(String sku, String name, String unit, long price, Details details) {
            this(sku, name, unit, price, price, details);
        }

        public Line times(long qty) {
            return new Line(sku, qty, price * qty);
        }
    }

    /**
     * What a product counts for, and how much there is of it.
     *
     * @param texts by the field of the catalogue, such as {@code category} or {@code series}
     * @param stock units; 0 if it is not counted
     * @param levy of each unit, into a fund; null if there is none
     * @param numbered null if its units have no numbers
     */
    public record Details(
            Map<String, String> texts,
            long stock,
            @Nullable Levy levy,
            @Nullable Numbered numbered) {
        public static final Details NONE = new Details(Map.of(), 0, null, null);

        public Details {
            texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        }

        public Details with(String field, String text) {
            Map<String, String> more = new LinkedHashMap<>(texts);
            more.put(field, text);
            return new Details(more, stock, levy, numbered);
        }

        public Details stock(long units) {
            return new Details(texts, units, levy, numbered);
        }

        public Details levy(Levy given) {
            return new Details(texts, stock, given, numbered);
        }

        public Details numbered(Numbered given) {
            return new Details(texts, stock, levy, given);
        }
    }
}
