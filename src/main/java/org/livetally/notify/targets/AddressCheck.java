package org.livetally.notify.targets;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.URI;
import org.livetally.settings.Networks;

/**
 * Looks up where a target is, and refuses it where only this machine or its own network can go: otherwise whoever may add
 * a target could reach what no stranger can. What was looked up is what is connected to, so that a name cannot lead
 * elsewhere a moment later.
 */
public final class AddressCheck {
    private final VertxInternal vertx;
    private final boolean privateTargets;

    /** @param privateTargets whether targets may be anywhere */
    public AddressCheck(Vertx vertx, boolean privateTargets) {
        this.vertx = (VertxInternal) vertx;
        this.privateTargets = privateTargets;
    }

    /** The name of a host leads to a private address. */
    public static final class PrivateTargetException extends Exception {
        private static final long serialVersionUID = 1;

        PrivateTargetException() {
            super("the address is private", null, false, false);
        }
    }

    /** Where to connect to. Fails with {@link PrivateTargetException}, or if the name is not known. */
    public Future<InetAddress> resolve(URI url) {
        return vertx.nameResolver()
                .resolve(TargetUrl.host(url))
                .compose(address -> privateTargets || !Networks.PRIVATE.contain(address)
                        ? Future.succeededFuture(address)
                        : Future.failedFuture(new PrivateTargetException()));
    }
}
