package org.livetally.redis.client;

import io.vertx.redis.client.Response;

/**
 * The history that a primary adds to, as {@code INFO replication} tells it. A server that becomes the primary begins
 * another one.
 *
 * @param id of the history; empty if the server is no primary, or did not say
 * @param replicas how many follow it now
 */
record History(String id, int replicas) {
    /** Of a server that has not said yet. */
    static final History UNKNOWN = new History("", 0);

    static History of(Response info) {
        InfoReply told = new InfoReply(info.toString());
        boolean isPrimary = told.field("role").orElse("").equals("master");
        return new History(
                isPrimary ? told.field("master_replid").orElse("") : "",
                told.field("connected_slaves").map(Integer::parseInt).orElse(0));
    }

    /** Whether both are known, and the same. */
    boolean isThatOf(History other) {
        return !id.isEmpty() && id.equals(other.id);
    }

    /** Whether this error of WAIT says that the server is the primary no more. */
    static boolean endedBy(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("UNBLOCKED") || message.contains("with replica instances");
    }
}
