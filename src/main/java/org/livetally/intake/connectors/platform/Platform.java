package org.livetally.intake.connectors.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/**
 * A kind of shop whose webhooks the product understands. Implementations hold no state: the same bytes always mean the
 * same messages, with the same ids and times, so whatever comes twice, late or in another order is counted once.
 */
public interface Platform {
    /** The name of the kind, as a connector's {@code kind}. */
    String kind();

    /**
     * What the ids of a shop's messages begin with, before the shop's own id of an order: another source of the same orders,
     * such as a file that the shop exports, must put the same before them, or they count twice. Empty if the sender makes
     * the ids.
     */
    default String idPrefix(Shop shop) {
        return kind() + "-";
    }

    /** The settings that only connectors of this kind have. */
    default List<Option> options() {
        return List.of();
    }

    /** Why a secret cannot be one of this kind; null if it can. */
    default @Nullable Reason secretProblem(String secret) {
        return null;
    }

    /**
     * Whether a delivery comes from somebody who knows a secret. It looks at bytes, before anything is parsed.
     *
     * @param secrets all that are valid now, at least one
     * @param now epoch milliseconds
     */
    Verified verify(Hook hook, List<String> secrets, long now);

    /**
     * The messages that a genuine delivery stands for.
     *
     * @throws UnreadableException if it has not the form that the platform documents
     */
    Translation translate(Hook hook, Shop shop) throws UnreadableException;

    /** The body of the answer to a delivery that was dealt with; its status is 200. */
    default String success() {
        return "{}";
    }

    /** A delivery as this platform would send it, for an order of one unit, signed: to try a connector out. */
    Hook sample(Shop shop, String secret, long now);
}
