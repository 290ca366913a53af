package org.livetally.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises names and addresses of this machine by their form. Nothing is looked up, since an attacker's name server
 * could answer.
 */
public final class Loopback {
    private static final Pattern ADDRESS =
            Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(::1|(0{1,4}:){7}0{0,3}1)]?|localhost\\.?");

    private Loopback() {}

    /** @param host a name or an address, without a port; an IPv6 address may be in brackets */
    public static boolean is(String host) {
        return ADDRESS.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
