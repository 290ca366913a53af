package org.livetally.simulation;

import io.vertx.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.simulation.redis.ModelNode;
import org.livetally.simulation.redis.Session;

/** A machine with a Redis server: it may be down, or stop for a while. */
final class Server implements Scheduler.Owner {
    final ModelNode model;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private boolean down;
    private long stoppedUntil;

    Server(ModelNode model) {
        this.model = model;
    }

    boolean isDown() {
        return down;
    }

    /** Ends with all its connections. What was on its way to it is lost; what it has acked is on its disk. */
    void kill() {
        down = true;
        List.copyOf(connections).forEach(connection -> connection.breakDown(0));
    }

    void start() {
        down = false;
        model.restart();
    }

    /** @param until {@link Scheduler#nanos} */
    void stop(long until) {
        stoppedUntil = Math.max(stoppedUntil, until);
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    List<Connection> connections() {
        return List.copyOf(connections);
    }

    @Nullable
    Response run(Session session, List<byte[]> command) {
        return model.execute(session, command).response();
    }

    @Override
    public long stoppedUntil() {
        return stoppedUntil;
    }

    @Override
    public String toString() {
        return model.host();
    }
}
