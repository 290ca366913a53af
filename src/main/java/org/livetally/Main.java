package org.livetally;

import org.livetally.cli.CommandLines;

/** Entry point of the jar. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(CommandLines.run(args));
    }
}
