package org.livetally;

import org.livetally.cli.CommandLines;
import org.livetally.logging.LastingLogManager;

/** Entry point of the jar. */
public final class Main {
    private static final String LOG_MANAGER = "java.util.logging.manager";

    private Main() {}

    public static void main(String[] args) {
        // Before anything is logged: the JDK looks once.
        if (System.getProperty(LOG_MANAGER) == null) {
            System.setProperty(LOG_MANAGER, LastingLogManager.class.getName());
        }
        System.exit(CommandLines.run(args));
    }
}
