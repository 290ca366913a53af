package org.livetally.domain.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The closed list of reasons, and the sentences made from it. */
final class RuleTest {
    private static final List<String> OF_A_ROW = List.of("key", "row", "column", "why");

    @ParameterizedTest
    @EnumSource
    void sentenceHoldsEachValueOnce(Rule rule) {
        assertTrue(rule.wire().matches("[a-z0-9]+(_[a-z0-9]+)*"), rule.wire());
        List<String> names = rule.parameters();
        assertEquals(names.size(), new HashSet<>(names).size(), "a name is of one value");

        Object[] values = names.stream().map(name -> "<" + name + ">").toArray();
        String sentence = values.length == 0
                ? rule.reason().sentence()
                : rule.reason(values).sentence();
        assertFalse(sentence.isBlank());
        for (Object value : values) {
            assertTrue(sentence.contains(value.toString()), sentence);
        }
    }

    @Test
    void noTwoRulesSayTheSame() {
        Set<String> sentences = new HashSet<>();
        for (Rule rule : Rule.values()) {
            Object[] values = rule.parameters().toArray();
            assertTrue(sentences.add(rule.sentence(List.of(values))), rule.wire());
        }
    }

    @Test
    void bracesThatNameNoParameterStayInTheSentence() {
        assertEquals(
                "must match [a-z0-9][a-z0-9-]{0,62}", Rule.STREAM_ID.reason().sentence());
        assertEquals(
                "must be an object {\"name\",\"unit\",\"retailPrice\",\"price\",…}",
                Rule.PRODUCT_OBJECT.reason().sentence());
    }

    @Test
    void reasonsStandInSentencesOfOthers() {
        Reason refused = Rule.REDIS_REFUSES.reason(Rule.REDIS_OOM.reason(), "OOM");
        assertEquals(
                "Redis has reached its maxmemory (OOM): send it again",
                Rule.SEND_AGAIN.reason(refused).sentence());
        assertEquals(OF_A_ROW, Rule.ROW.parameters());
        assertEquals(
                "row 3: sku duplicates row 2",
                Rule.ROW
                        .reason("row", 3, "sku", Rule.SKU_TWICE.reason("row", 2))
                        .sentence());
    }

    @Test
    void aRuleHasTheValuesOfItsParametersAndNoOthers() {
        assertThrows(IllegalArgumentException.class, () -> Rule.INTEGER_RANGE.reason(1));
        assertThrows(IllegalArgumentException.class, () -> Rule.MISSING.reason(1));
        assertThrows(IllegalStateException.class, Rule.INTEGER_RANGE::reason);
    }
}
