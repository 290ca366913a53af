package org.livetally.simulation;

import io.vertx.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.simulation.redis.Reply;
import org.livetally.simulation.redis.Session;

/** A machine with a Redis server, or a Sentinel: it may be down. */
final class Server implements Scheduler.Owner {
    private final String name;
    private final BiFunction<Session, List<byte[]>, Reply> answers;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private boolean down;

    /** @param answers runs one command at once */
    Server(String name, BiFunction<Session, List<byte[]>, Reply> answers) {
        this.name = name;
        this.answers = answers;
    }

    boolean isDown() {
        return down;
    }

    /** Ends with all its connections. What was on its way to it is lost; what it has acked is on its disk. */
    void kill() {
        down = true;
        dropAll();
    }

    void start() {
        down = false;
    }

    /** Closes all its connections. */
    void dropAll() {
        List.copyOf(connections).forEach(connection -> connection.breakDown(0));
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
        return answers.apply(session, command).response();
    }

    @Override
    public long stoppedUntil() {
        return 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
