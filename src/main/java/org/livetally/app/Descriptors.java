package org.livetally.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.settings.Limits;

/** The number of files, and so of connections, that the system lets this process open ({@code ulimit -n}). */
final class Descriptors {
    private static final Logger LOG = Logger.getLogger(Descriptors.class.getName());
    /**
     * Reserved for files, Redis and threads. A server without a free descriptor can neither accept a connection nor
     * refuse it.
     */
    private static final int MAX_RESERVE = 512;

    private Descriptors() {}

    /** The number of connections that fit; logs a warning if that is fewer than the limits allow. */
    static int forConnections(Limits limits) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return Integer.MAX_VALUE;
        }
        int room = forConnections(system.getMaxFileDescriptorCount());
        if (limits.connections() > room && room < Limits.DEFAULTS.connections() / 2) {
            LOG.log(
                    Level.WARNING,
                    "this process may open {0} files (ulimit -n): room for {1} connections, and not for the {2} of"
                            + " --max-connections",
                    new Object[] {system.getMaxFileDescriptorCount(), room, limits.connections()});
        }
        return room;
    }

    static int forConnections(long descriptors) {
        return (int) Math.min(Integer.MAX_VALUE, descriptors - Math.min(MAX_RESERVE, descriptors / 4));
    }
}
