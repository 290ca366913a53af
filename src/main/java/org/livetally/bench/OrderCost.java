package org.livetally.bench;

/**
 * What an order cost, in microseconds of CPU.
 *
 * @param server of the server, without its continuous audit, which takes its part of a core whatever comes
 * @param redis of all processes of its Redis
 * @param perSecond how many orders a second there were
 */
record OrderCost(double server, double redis, double perSecond) {
    /** Of what is done meanwhile, in which so many orders are acked. */
    static OrderCost of(BenchServer server, BenchRedis redis, long orders, Runnable load) {
        double audit = Sealing.cpuSeconds(server);
        long ofRedis = redis.cpuNanos();
        long ofServer = ChildProcess.workNanos(server.process().handle());
        long start = System.nanoTime();
        load.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double serverUs = (ChildProcess.workNanos(server.process().handle()) - ofServer) / 1e3;
        double redisUs = (redis.cpuNanos() - ofRedis) / 1e3;
        double auditUs = (Sealing.cpuSeconds(server) - audit) * 1e6;
        return new OrderCost((serverUs - auditUs) / orders, redisUs / orders, orders / seconds);
    }
}
