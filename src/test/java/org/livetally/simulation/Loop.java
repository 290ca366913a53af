package org.livetally.simulation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * An event loop of a simulated node: a Vert.x with timers, turns and blocking work of the world's scheduler. Whatever else a
 * class may ask of it fails, so that nothing of the real world gets in.
 */
final class Loop {
    private final Scheduler scheduler;
    private final Scheduler.Owner node;
    private final Set<Long> timers = new HashSet<>();
    private long lastTimer;

    final VertxInternal vertx = proxy(VertxInternal.class, (self, method, args) -> switch (method.getName()) {
        case "setTimer" -> timer(ms(args[0]), 0, handler(args[1]));
        case "setPeriodic" ->
            args.length == 2
                    ? timer(ms(args[0]), ms(args[0]), handler(args[1]))
                    : timer(ms(args[0]), ms(args[1]), handler(args[2]));
        case "cancelTimer" -> timers.remove(args[0]);
        case "getOrCreateContext" -> context();
        case "runOnContext" -> turn(handler(args[0]));
        case "executeBlocking" -> blocking((Callable<?>) args[0]);
        default -> ofObject("loop", self, method.getName(), args);
    });

    private final ContextInternal context =
            proxy(ContextInternal.class, (self, method, args) -> switch (method.getName()) {
                case "owner" -> vertx;
                case "runOnContext" -> turn(handler(args[0]));
                case "executeBlocking" -> blocking((Callable<?>) args[0]);
                case "promise" -> Promise.promise();
                default -> ofObject("context", self, method.getName(), args);
            });

    /** @param node stops and ends with this */
    Loop(Scheduler scheduler, Scheduler.Owner node) {
        this.scheduler = scheduler;
        this.node = node;
    }

    private ContextInternal context() {
        return context;
    }

    /** Does something in a turn of its own. */
    void turn(Runnable work) {
        scheduler.in(0, node, work);
    }

    private Object turn(Handler<Object> work) {
        scheduler.in(0, node, () -> work.handle(null));
        return Void.TYPE;
    }

    /** Timers are late, as everything is; a little, so that two nodes do not keep step. */
    private Long timer(long first, long period, Handler<Object> handler) {
        long id = ++lastTimer;
        timers.add(id);
        arm(id, first, period, handler);
        return id;
    }

    private void arm(long id, long delay, long period, Handler<Object> handler) {
        scheduler.in(delay * 1_000_000 + scheduler.random.nextInt(500_000), node, () -> {
            if (timers.contains(id)) {
                if (period > 0) {
                    arm(id, period, period, handler);
                } else {
                    timers.remove(id);
                }
                handler.handle(id);
            }
        });
    }

    private Future<?> blocking(Callable<?> work) {
        Promise<Object> done = Promise.promise();
        scheduler.in(scheduler.between(0, 2), node, () -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    private static long ms(Object number) {
        return ((Number) number).longValue();
    }

    @SuppressWarnings("unchecked") // what a handler handles is never looked at by this class
    private static Handler<Object> handler(Object handler) {
        return (Handler<Object>) handler;
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers);
    }

    private static Object ofObject(String what, Object self, String method, Object[] args) {
        return switch (method) {
            case "equals" -> self == args[0];
            case "hashCode" -> what.hashCode();
            case "toString" -> what;
            default -> throw new UnsupportedOperationException(method + " of a simulated " + what);
        };
    }
}
