package org.livetally;

/** Entry point of the jar; prints the version until the command line is in place. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        String version = Main.class.getPackage().getImplementationVersion();
        System.out.println("livetally " + (version == null ? "dev" : version));
    }
}
