package org.livetally.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
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

    /** The number of connections that fit; logs a warning if that is far fewer than the limits allow. */
    static int forConnections(Limits limits) {
        warnings(limits).forEach(LOG::warning);
        long descriptors = max();
        return descriptors < 0 ? Integer.MAX_VALUE : forConnections(descriptors);
    }

    /** Says for people if far fewer connections fit than the limits allow; otherwise empty. */
    static List<String> warnings(Limits limits) {
        long descriptors = max();
        return descriptors < 0 ? List.of() : warnings(limits, descriptors);
    }

    static List<String> warnings(Limits limits, long descriptors) {
        int room = forConnections(descriptors);
        return limits.connections() > room && room < Limits.DEFAULTS.connections() / 2
                ? List.of("this process may open " + descriptors + " files (ulimit -n): room for " + room
                        + " connections, and not for the " + limits.connections()
                        + " of --max-connections; raise the one or lower the other")
                : List.of();
    }

    /** The most files that this process may open; -1 if the system does not say. */
    private static long max() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : -1;
    }

    static int forConnections(long descriptors) {
        return (int) Math.min(Integer.MAX_VALUE, descriptors - Math.min(MAX_RESERVE, descriptors / 4));
    }
}
