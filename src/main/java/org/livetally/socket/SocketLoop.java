package org.livetally.socket;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.livetally.metrics.Metrics;
import org.livetally.settings.Limits;

/**
 * What every stage with sockets shares on one event loop.
 *
 * @param clock the time of streams
 * @param sockets the open ones of this event loop
 * @param metrics shared by all event loops
 */
public record SocketLoop(Vertx vertx, InstantSource clock, OpenSockets sockets, Limits limits, Metrics metrics) {}
