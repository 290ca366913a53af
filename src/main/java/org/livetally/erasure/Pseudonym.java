package org.livetally.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.tally.Tallies;

/**
 * What stands in place of a buyer's id: {@code erased-} and 22 characters of the HMAC-SHA256 of the id. So an id has the same
 * pseudonym in all streams, and whoever lacks the key can neither tell the id from it nor find it by trying.
 *
 * @param buyer the id that is erased
 * @param text the pseudonym
 */
public record Pseudonym(String buyer, String text) {
    private static final String PREFIX = "erased-";
    private static final int CHARACTERS = 22;
    private static final String HMAC = "HmacSHA256";

    static Pseudonym of(String buyer, byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] hash = mac.doFinal(buyer.getBytes(StandardCharsets.UTF_8));
            String text = Base64.getUrlEncoder().encodeToString(hash).substring(0, CHARACTERS);
            return new Pseudonym(buyer, PREFIX + text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Whether an id looks like a pseudonym. */
    public static boolean isOne(String id) {
        return id.startsWith(PREFIX) && id.length() == PREFIX.length() + CHARACTERS;
    }

    /** Whether the buyer ordered this. */
    boolean isOn(Order order) {
        return order.buyer() != null && buyer.equals(order.buyer().id());
    }

    /** The same order under the pseudonym. */
    Order on(Order order) {
        Buyer named = order.buyer() == null ? Buyer.UNKNOWN : order.buyer();
        return order.withBuyer(named.withId(text));
    }

    /** The member of {@code groupbuyers} that stands for this buyer in a group, and the one that takes its place. */
    List<String> pairsOf(String group) {
        return List.of(group + Tallies.SEPARATOR + buyer, group + Tallies.SEPARATOR + text);
    }
}
