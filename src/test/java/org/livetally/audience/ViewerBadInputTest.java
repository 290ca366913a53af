package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.Await;
import org.livetally.testing.RawRequest;

final class ViewerBadInputTest extends AudienceFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "like",
                "[]",
                "[{\"type\":\"like\"}]",
                "null",
                "{\"type\":\"like\"",
                "{\"type\":\"like\"} {}",
                "{\"type\":\"like\",\"count\":01}",
            })
    void whatIsNotOneJsonObjectIsInvalidJson(String text) {
        assertEquals(error("", "invalid_json", "", "must be one JSON object", "one_object", "{}"), answer(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "101", "1.0", "1e1", "\"3\"", "null", "true", "[5]", "{}", "9007199254740993", "-0"})
    void countOutsideItsRangeIsInvalid(String count) {
        assertEquals(
                error(
                        "",
                        "invalid_order",
                        "count",
                        "must be an integer from 1 to 100",
                        "integer_range",
                        "{\"min\":1,\"max\":100}"),
                answer("{\"count\":" + count + ",\"type\":\"like\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"love\"}", "{\"type\":1}", "{\"type\":{\"type\":\"like\"}}"})
    void unknownTypeIsInvalid(String text) {
        assertEquals(error("", "invalid_order", "type", "must be like or order", "audience_type", "{}"), answer(text));
    }

    @Test
    void ordersAreForbiddenWhateverIsWrongWithThem() {
        assertEquals(
                error(
                        "a\\\"1",
                        "forbidden",
                        "",
                        "this stream takes no orders from its audience",
                        "audience_closed",
                        "{}"),
                answer("{\"type\":\"order\",\"id\":\"a\\\"1\",\"lines\":[{\"count\":5}]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment",
                "cancellation",
                "refund",
                "stock",
                "show",
                "catalogue",
                "groups",
                "erasure",
                "deal",
                "delivery",
                "deal_cancellation"
            })
    void viewersCannotSendOtherMessages(String type) {
        assertEquals(
                error(
                        "a\\\"1",
                        "forbidden",
                        "",
                        "a viewer can send likes and orders, and no other message",
                        "audience_event",
                        "{}"),
                answer("{\"type\":\"" + type + "\",\"id\":\"a\\\"1\",\"lines\":[{\"count\":5}]}"));
    }

    @Test
    void loneSurrogateInAnIdIsAnsweredToo() {
        assertEquals(
                error("?", "invalid_order", "type", "must be like or order", "audience_type", "{}"),
                answer("{\"type\":\"x\",\"id\":\"\\ud800\"}"));
    }

    @Test
    void messageOverTheLimitClosesTheSocket() {
        TestViewer viewer = connect("ann");
        viewer.send("{\"type\":\"like\"}" + " ".repeat(8 * 1024 - 15));
        awaitAudience("likes", "1");

        viewer.send("{\"type\":\"like\"}" + " ".repeat(8 * 1024 - 14));

        viewer.awaitErrors(1);
        assertEquals(
                error("", "too_large", "", "the message is too large", "message_bytes", "{}"),
                viewer.errors().get(0));
        Await.until("closed", viewer::isClosed);
        assertEquals(1009, viewer.closeCode());
        awaitAudience("viewers", "0");
        assertEquals("1", audience("likes"));
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/streams/no-such-stream/audience?viewer=ann, 404, ''",
        "/ws/streams/No_Stream/audience?viewer=ann, 404, ''",
        "/ws/streams/%7Bnaqu-4500m%7D/audience?viewer=ann, 404, ''",
        "/ws/streams/naqu-4500m/audience, 400, viewer",
        "/ws/streams/naqu-4500m/audience?viewer=, 400, viewer",
        "/ws/streams/naqu-4500m/audience?viewer="
                + "12345678901234567890123456789012345678901234567890123456789012345, 400, viewer",
    })
    void badHandshakeIsRefusedBeforeTheUpgrade(String path, int status, String field) {
        RawRequest.Answer refusal = RawRequest.of("WS", path, "").send(server().port());

        assertEquals(status, refusal.status());
        assertEquals(field, refusal.body());
    }

    @Test
    void viewerIdOf64CharactersIsTaken() {
        connect("x".repeat(64));

        awaitAudience("uniqueViewers", "1");
    }

    @Test
    void plainRequestIsToldThatThisIsAWebSocket() {
        assertEquals(List.of(426, 404), List.of(get(STREAM), get("No_Stream")));
    }

    /** Returns the server's answer; the message must have changed nothing. */
    private String answer(String text) {
        TestViewer viewer = connect("ann");
        awaitAudience("viewers", "1");
        viewer.send(text);
        viewer.awaitErrors(1);
        viewer.like(1);
        awaitAudience("likes", "1");
        assertEquals("2", version());
        assertEquals(1, viewer.errors().size());
        return viewer.errors().get(0);
    }

    private int get(String stream) {
        return RawRequest.of("GET", TestViewer.path(stream, "ann"), "")
                .send(server().port())
                .status();
    }

    private static String error(String id, String code, String field, String message, String rule, String params) {
        return "{\"type\":\"error\","
                + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",")
                + "\"code\":\"" + code + "\","
                + (field.isEmpty() ? "" : "\"field\":\"" + field + "\",")
                + "\"message\":\"" + message + "\",\"rule\":\"" + rule + "\",\"params\":" + params
                + ",\"retry\":false}";
    }
}
