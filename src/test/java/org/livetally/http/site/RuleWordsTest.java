package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.rule.Rule;

/** The console has words for every rule of the server, with the rule's own parameters in them. */
final class RuleWordsTest {
    private static final Pattern ENTRY = Pattern.compile("(\\w+):\\s*(['\"])((?:\\\\.|(?!\\2).)*)\\2,");
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyRuleHasItsWords(String language) throws IOException {
        TreeMap<String, String> words = new TreeMap<>();
        for (String file :
                new String[] {"shared/reasons", "shared/rules", "shared/request-rules", "console/shop-rules"}) {
            table(file, language)
                    .forEach(
                            entry -> assertNull(words.put(entry.group(1), entry.group(3)), "twice: " + entry.group(1)));
        }
        Set<String> rules = Stream.of(Rule.values()).map(Rule::wire).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, words.keySet());
        for (Rule rule : Rule.values()) {
            String word = words.get(rule.wire());
            assertNotNull(word);
            Set<String> used = PARAMETER
                    .matcher(word)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            assertTrue(rule.parameters().containsAll(used), rule.wire() + " has " + rule.parameters() + ": " + word);
        }
    }

    /** The content of {@code const zh = {…};}. */
    private static Stream<MatchResult> table(String file, String language) throws IOException {
        String path = "/webroot/" + file + ".js";
        try (InputStream stream = Objects.requireNonNull(RuleWordsTest.class.getResourceAsStream(path), path)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8).replaceAll("'\\s*\\+\\s*'", "");
            Matcher table = Pattern.compile("const " + language + " = \\{(.*?)\\n};", Pattern.DOTALL)
                    .matcher(text);
            assertTrue(table.find(), path + " has no words in " + language);
            return ENTRY.matcher(table.group(1)).results();
        }
    }
}
