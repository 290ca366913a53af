package org.livetally.capacity;

import java.util.Locale;

/** A plan as a table in Markdown, the costs behind it, and what is missing from it. */
public final class PlanTable {
    private final StringBuilder text = new StringBuilder();

    private PlanTable() {}

    /**
     * The text, with a line end after each line.
     *
     * @throws org.livetally.settings.SettingException if no number of machines carries the demand
     */
    public static String of(Demand demand) {
        return new PlanTable().rows(new Plan(demand)).text.toString();
    }

    /** The costs that every plan follows from, one a line. */
    public static String costs() {
        PlanTable table = new PlanTable();
        table.line("| one | costs | measured |");
        table.line("|---|---|---|");
        for (UnitCost cost : UnitCost.values()) {
            table.line("| `%s` | %s %s | %s |", cost, number(cost.value), cost.unit, cost.source);
        }
        return table.text.toString();
    }

    private PlanTable rows(Plan plan) {
        line("| what | | why |");
        line("|---|---|---|");
        shards(plan);
        nodes(plan);
        return this;
    }

    private void shards(Plan plan) {
        Demand demand = plan.demand;
        row("orders in a batch", number(plan.batch()), number(plan.batches()) + " batches a second");
        row(
                "shards",
                number(plan.shards),
                "%s would be busy all the time; %s GB of data"
                        .formatted(number(plan.shardSeconds()), number(plan.dataGb())));
        row(
                "busiest shard, by chance, %",
                number(plan.busiestShardPercent()),
                number(demand.streams() / plan.shards) + " streams a shard, of which one has more");
        row("orders/s that one stream may have", number(plan.hottestPossible()), "it is on one shard");
        row(
                "readings of boards a second",
                number(plan.readings()),
                number(plan.readingsOfEveryNode()) + " if every node had screens of every stream");
        row(
                "Redis processes",
                number(plan.redisProcesses()),
                "a master and %d more a shard; a core each, and another while the AOF is rewritten"
                        .formatted(demand.replicas()));
        row("data of a shard, GB", number(plan.shardGb()), number(plan.orders()) + " orders in all");
        row(
                "memory for a Redis, GB",
                number(plan.shardMemoryGb()),
                "twice the data while the AOF is rewritten, at worst");
        row(
                "disk for a Redis, GB",
                number(plan.shardDiskGb()),
                "the AOF doubles, and its successor is written beside it");
        row(
                "AOF of a shard, MB/s",
                number(plan.aofMegabytes()),
                "to its disk, and to each replica; rewritten every %s min in the end"
                        .formatted(number(plan.rewriteMinutes())));
        row(
                "fsyncs of a Redis a second",
                number(plan.batchesOfAShard()),
                "at most: batches that come together share one");
    }

    private void nodes(Plan plan) {
        row(
                "nodes",
                number(plan.nodes),
                "cores busy all the time: orders %s, frames %s, boards %s"
                        .formatted(number(plan.intakeCores()), number(plan.frameCores()), number(plan.readingCores())));
        row("frames a second", number(plan.frames()), number(plan.screensGbit()) + " Gbit/s to screens");
        row(
                "orders to nodes, Gbit/s",
                number(plan.ordersGbit()),
                "from them to shards at least " + number(plan.requestsGbit()));
        row("screens of a node", number(plan.screensOfANode()), "sockets, and so many files must be allowed");
        row("memory for a node, GB", number(plan.nodeMemoryGb()), "and what its boards take, which nobody measured");
        row("connections to a master", number(plan.connections()), number(plan.connections() / plan.nodes) + " a node");
    }

    private void row(String what, String value, String why) {
        line("| %s | %s | %s |", what, value, why);
    }

    /** Three digits say all that such a reckoning knows. */
    private static String number(double value) {
        if (value >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
