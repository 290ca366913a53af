package org.livetally.model;

import java.util.List;

/**
 * Why the server refuses this one thing: the rule, and what it says of the case at hand.
 *
 * @param values of the rule's parameters, in their order: texts, integers, or reasons
 */
public record Reason(Rule rule, List<Object> values) {

    /** In words for a person. */
    public String sentence() {
        return rule.sentence(values);
    }
}
