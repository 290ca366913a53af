package org.livetally.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and addresses of this very machine, by their form: nothing is looked up, which an attacker's name server would answer. */
public final class Loopback {
    private static final Pattern ADDRESS =
            Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(::1|(0{1,4}:){7}0{0,3}1)]?|localhost\\.?");

    private Loopback() {}

    /** @param host a name or an address, an IPv6 one with or without brackets; no port */
    public static boolean is(String host) {
        return ADDRESS.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
