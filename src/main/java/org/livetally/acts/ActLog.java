package org.livetally.acts;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The operators' log: a stream in Redis that all nodes and the command line write to. It keeps the newest
 * {@value #MAX_ACTS} acts, or some more.
 *
 * <p>An act counts whether or not it can be logged: an operator must be able to end a stream while Redis takes no
 * writes to the log. What could not be logged there is in the server's own log, with the reason.
 */
public final class ActLog {
    static final long MAX_ACTS = 100_000;

    private static final Logger LOG = Logger.getLogger(ActLog.class.getName());

    private final RedisLink redis;

    public ActLog(RedisLink redis) {
        this.redis = redis;
    }

    /** Logs the act; never fails. */
    public Future<Void> write(Act act) {
        Request add = Request.cmd(Command.XADD)
                .arg(StreamKeys.ACTS)
                .arg("MAXLEN")
                .arg("~")
                .arg(MAX_ACTS)
                .arg("*")
                .arg("who")
                .arg(act.who())
                .arg("from")
                .arg(act.from())
                .arg("what")
                .arg(act.what())
                .arg("outcome")
                .arg(act.outcome().wire())
                .arg("detail")
                .arg(act.detail())
                .arg("times")
                .arg(act.times());
        return redis.send(add)
                .onFailure(e -> LOG.log(
                        Level.WARNING, "not in the operators'' log, since {0}: {1}", new Object[] {e.getMessage(), act
                        }))
                .otherwiseEmpty()
                .mapEmpty();
    }

    /**
     * Logs a command that works on the data itself, when it has ended either way.
     *
     * @param what the command, without anything secret or personal
     * @param work the result of the command, which is returned
     */
    public <T> Future<T> command(String what, Future<T> work) {
        return work.transform(result -> {
            Act.Outcome outcome = result.succeeded() ? Act.Outcome.DONE : Act.Outcome.FAILED;
            String user = "user " + System.getProperty("user.name", "?");
            return write(new Act(Act.COMMAND_LINE, user, what, outcome, "")).transform(logged -> work);
        });
    }
}
