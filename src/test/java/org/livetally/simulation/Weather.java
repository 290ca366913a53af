package org.livetally.simulation;

import java.util.List;

/** The faults of a schedule, each at a moment of its own, while it storms. */
final class Weather {
    private final World world;
    private final Plan plan;
    private final Scheduler scheduler;

    Weather(World world, Plan plan) {
        this.world = world;
        this.plan = plan;
        this.scheduler = world.scheduler;
    }

    void begin() {
        for (int i = 0; i < plan.troubles(); i++) {
            scheduler.in(scheduler.between(0, plan.stormMs()), Scheduler.Owner.WORLD, this::strike);
        }
    }

    private void strike() {
        if (plan.takeover()) {
            vanish();
            return;
        }
        if (plan.shards() > 1 && scheduler.chance(30)) {
            world.move();
            return;
        }
        switch (scheduler.random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> breakConnection();
            case 5 -> vanish();
            case 6, 7 -> killNode();
            case 8, 9 -> pause();
            case 10, 11 -> cutOff();
            case 12 -> world.servers.restartOne();
            default -> world.failOver(plan.lossy());
        }
    }

    /** Mostly short, sometimes longer than anybody waits. */
    private long until() {
        return scheduler.nanos() + (scheduler.chance(5) ? scheduler.between(0, 12_000) : scheduler.between(0, 400));
    }

    private void breakConnection() {
        List<Connection> all = world.servers.connections();
        if (!all.isEmpty()) {
            Connection one = all.get(scheduler.random.nextInt(all.size()));
            int runs = scheduler.random.nextInt(1 + one.underWay());
            scheduler.say(() -> "a connection of " + one.node() + " breaks, " + runs + " commands still run");
            one.breakDown(runs);
        }
    }

    private void vanish() {
        List<Connection> all = world.servers.connections();
        if (!all.isEmpty()) {
            Connection one = all.get(scheduler.random.nextInt(all.size()));
            scheduler.say(() -> "a connection of " + one.node() + " is forgotten on the way");
            one.vanish(scheduler.random.nextInt(1 + one.underWay()));
        }
    }

    private void killNode() {
        world.end(world.anyNode());
        if (world.nodes().isEmpty()) {
            world.startNode();
        } else {
            scheduler.in(scheduler.between(10, 400), Scheduler.Owner.WORLD, world::startNode);
        }
    }

    private void pause() {
        Node node = world.anyNode();
        long until = until();
        scheduler.say(() -> node + " stands still until " + until / 1_000_000);
        node.stop(until);
    }

    private void cutOff() {
        Node node = world.anyNode();
        long until = until();
        scheduler.say(() -> node + " is cut off until " + until / 1_000_000);
        node.cutOff(until);
    }
}
