package org.livetally.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.AnswerJson.Answer;

/** Answers have the same JSON, whoever writes them. */
final class AnswerJsonTest {
    private static final List<Receipt> RECEIPTS = List.of(
            new Receipt.Recorded("1592208000123-7"),
            new Receipt.Recorded("1-1", Map.of("yak", List.of(17L, 18L))),
            new Receipt.Duplicate("1592208000123-0"),
            new Receipt.Duplicate("2-3", Map.of("茶", List.of(1L))),
            new Receipt.Counted("app", 7, true),
            Rejection.invalidOrder("lines", Rule.MISSING.reason()));

    /** The last ones need an escape. */
    private static final List<String> IDS = List.of("o-1", "订单-1", "a b", "é", "🧧", "a\"b", "a\\b", "a\u0001b");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void answersAreWrittenAsTheGeneratorWritesThem() {
        for (int i = 0; i < 10_000; i++) {
            List<Answer> answers = IntStream.range(0, random.nextInt(5))
                    .mapToObj(place -> answer(place))
                    .toList();
            assertEquals(generated(answers), text(AnswerJson.all(answers)), "seed " + seed);
        }
    }

    @Test
    void aSingleAnswerIsAnObject() {
        Answer one = new Answer("o-1", AnswerJson.NO_INDEX, new Receipt.Recorded("5-1"));
        String json = "{\"type\":\"ack\",\"id\":\"o-1\",\"result\":\"recorded\",\"seq\":\"5-1\"}";
        assertEquals(json, text(AnswerJson.all(List.of(one))));
        assertEquals("[" + json + "," + json + "]", text(AnswerJson.all(List.of(one, one))));
    }

    private Answer answer(int place) {
        Receipt receipt = RECEIPTS.get(random.nextInt(RECEIPTS.size()));
        boolean named = !(receipt instanceof Rejection) || random.nextBoolean();
        return new Answer(named ? IDS.get(random.nextInt(IDS.size())) : null, place, receipt);
    }

    private static String generated(List<Answer> answers) {
        return text(JsonBytes.of(answers, AnswerJsonTest::write));
    }

    private static void write(JsonGenerator json, List<Answer> answers) throws IOException {
        if (answers.size() != 1) {
            json.writeStartArray();
        }
        for (Answer answer : answers) {
            AnswerJson.write(json, answer.id(), answer.index(), answer.receipt());
        }
        if (answers.size() != 1) {
            json.writeEndArray();
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
