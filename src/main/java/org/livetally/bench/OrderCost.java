package org.livetally.bench;

/**
 * What an order cost, in microseconds of CPU.
 *
 * @param server of the server, without its continuous audit: that takes its part of a core, however many orders there are, and
 *     has a bar of its own
 * @param redis of all processes of its Redis
 * @param perSecond how many orders a second there were
 */
record OrderCost(double server, double redis, double perSecond) {
    /** Of what is done meanwhile, in which so many orders are acked. */
    static OrderCost of(BenchServer server, BenchRedis redis, long orders, Runnable load) {
        long ofRedis = redis.cpuNanos();
        double[] seconds = new double[1];
        double ofServer = ofServer(server, orders, () -> {
            long start = System.nanoTime();
            load.run();
            seconds[0] = (System.nanoTime() - start) / 1e9;
        });
        return new OrderCost(ofServer, (redis.cpuNanos() - ofRedis) / 1e3 / orders, orders / seconds[0]);
    }

    /** Only of the server, in microseconds an order. */
    static double ofServer(BenchServer server, long orders, Runnable load) {
        double audit = Sealing.cpuSeconds(server);
        long before = ChildProcess.workNanos(server.process().handle());
        load.run();
        double us = (ChildProcess.workNanos(server.process().handle()) - before) / 1e3;
        return (us - (Sealing.cpuSeconds(server) - audit) * 1e6) / orders;
    }
}
