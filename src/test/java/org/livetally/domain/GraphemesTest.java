package org.livetally.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mask cuts between signs, never inside one. */
final class GraphemesTest {
    @ParameterizedTest
    @CsvSource({
        "u-123,u***3",
        "abc,a***c",
        "ab,a***",
        "a,a***",
        "王小丫,王***丫",
        "张三,张***",
        "🇨🇳张三,🇨🇳***三",
        "张三🇨🇳,张***🇨🇳",
        "🇨🇳🇩🇪,🇨🇳***",
        "👨‍👩‍👧‍👦小王👩🏽‍💻,👨‍👩‍👧‍👦***👩🏽‍💻",
        "👍🏽好,👍🏽***",
        "e\u0301clair,e\u0301***r",
        "abe\u0301,a***e\u0301",
        "1️⃣ok❤️,1️⃣***❤️",
        "𠮷野家,𠮷***家",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿-x,🏴󠁧󠁢󠁥󠁮󠁧󠁿***x",
        "مُحَمَّد,مُ***د",
        "กำธร,กำ***ร"
    })
    void firstAndLastSignAreWhole(String name, String masked) {
        assertEquals(masked, Graphemes.masked(name));
    }
}
