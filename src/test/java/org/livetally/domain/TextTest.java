package org.livetally.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTest {
    /** Characters of which each rule is about some. */
    private static final List<String> HARD = List.of(
            "a",
            "那",
            " ",
            "\u3000",
            "\u00a0",
            "\u0085",
            "\u2800",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u2060",
            "\ufeff",
            "\u00ad",
            "\u202e",
            "\u2066",
            "\ufe0f",
            "\ufe00",
            "\u034f",
            "\u3164",
            "\u180b",
            "\u180e",
            "\u1820",
            "\u0301",
            "e",
            "\u0e33",
            "\u0643",
            "\u06dd",
            "\u0915",
            "\u094d",
            "\u1100",
            "\u1161",
            "\uac00",
            "\u11a8",
            "🐂",
            "👩",
            "\u2764",
            "\udb40\udc67",
            "\udb40\udd00",
            "\ud83c\udffd",
            "\u212b",
            "\u0344",
            "\n",
            "\u0007",
            "\ud800");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A-1",
                "那曲 冬虫夏草 (5克)",
                "Ａ-1",
                "Müller & Søn",
                "ཁ་བ་རི",
                "متجر\u200cها", // a non-joiner within a Persian word
                "क्\u200dष", // half a letter of Devanagari
                "👩\u200d💻", // a profession
                "❤\ufe0f\u200d🔥",
                "👩🏽\u200d🤝\u200d👩🏻",
                "\u1828\u180b\u1820", // a letter of Mongolian in another shape
                "\u06dd١", // the sign is drawn
                "a  b",
                ""
            })
    void whatHasItsFormStaysTheVeryText(String text) {
        assertSame(text, Text.normal(text));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "A-1 ,A-1",
                "\u3000A-1\u00a0,A-1",
                "\tA-1\r,A-1",
                "A\u200b-1,A-1",
                "\ufeffA-1,A-1",
                "A\u00ad-1,A-1",
                "\u202eA-1\u202c,A-1",
                "A\u200d-1,A-1",
                "A-1\ufe0f,A-1",
                "杭\udb40\udd00州,杭州",
                "Cafe\u0301,Café",
                "가\u11a8,각",
                "\u212b,Å",
                "متجر\u200c,متجر",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc7f,🏴",
                "👩\u200d,👩",
                "👩\u200d\u200d💻,👩\u200d💻",
                "e\u200b\u0301,é",
                " \u200b\u3164\u2800 ,''",
            })
    void whatCannotBeSeenGoes(String text, String normal) {
        assertEquals(normal, Text.normal(text));
    }

    @Test
    void theFormOfAFormIsItself() {
        Random random = new Random(17);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(7); length >= 0; length--) {
                text.append(HARD.get(random.nextInt(HARD.size())));
            }
            String normal = Text.normal(text.toString());
            assertEquals(
                    normal,
                    Text.normal(normal),
                    () -> text.chars().mapToObj(Integer::toHexString).toList().toString());
            assertTrue(Normalizer.isNormalized(normal, Form.NFC), normal);
        }
    }

    @Test
    void namesHaveOneCharacterAtLeastAndNoControlCharacters() {
        assertTrue(Text.isName("🐂".repeat(64), 64));
        assertFalse(Text.isName("🐂".repeat(65), 64));
        assertFalse(Text.isName("", 64));
        assertFalse(Text.isName("a\nb", 64));
        assertFalse(Text.isName("\ud800", 64));
        assertTrue(Text.isPrintable("", 0, 5));
    }

    /** No text is that long; a stranger's file, with a cell of a million marks, took minutes. */
    @Test
    void whatIsTooLongForAnyTextCostsNothing() {
        String marks = "a" + "\u0301\u0323".repeat(500_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertSame(marks, Text.normal(marks)));
        String most = "e\u0301".repeat(Text.MAX_LENGTH / 2);
        assertEquals("é".repeat(Text.MAX_LENGTH / 2), Text.normal(most));
    }

    /** Each order has a handful of texts. */
    @Test
    void usualTextsCostNoMemory() {
        List<String> usual = List.of("shop-20220105-0001", "cordyceps-5g", "那曲冬虫夏草礼盒装", "杭州", "仁爱社区", "ガンジ・青稞", "Zoë");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long length = normalized(usual, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        length += normalized(usual, 10_000);
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(11_000L * String.join("", usual).length(), length);
        assertTrue(used < 10_000, used + " bytes for 70,000 texts");
    }

    private static long normalized(List<String> texts, int times) {
        long length = 0;
        for (int i = 0; i < times; i++) {
            for (int j = 0; j < texts.size(); j++) {
                length += Text.normal(texts.get(j)).length();
            }
        }
        return length;
    }
}
