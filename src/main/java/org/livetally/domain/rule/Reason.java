package org.livetally.domain.rule;

import java.util.List;

/**
 * Why the server refuses something: the rule, with the parameters of this case.
 *
 * @param values the rule's parameters, in their order: texts, integers, or reasons
 */
public record Reason(Rule rule, List<Object> values) {

    /** The reason as a sentence for people. */
    public String sentence() {
        return rule.sentence(values);
    }
}
