package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** QR codes over HTTP, read back by another library. */
final class QrCodesTest {
    private static final int PIXELS_A_MODULE = 4;
    private static final Pattern SIDE = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\"");
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    @RegisterExtension
    static final SiteServer server = SiteServer.with(link -> List.of(QrCodes::mount));

    @Test
    void aReaderReadsTheTextBack() throws ReaderException {
        String address =
                "http://192.168.1.20:8080/overlay/naqu-4500m?widgets=gmv,goal&lang=zh&token=" + "eyJ0".repeat(60);
        for (String text : List.of("1", address, "那曲虫草 · 4500 米", "a".repeat(QrCodes.MAX_LENGTH))) {
            HttpResponse<String> answer = ask(text);

            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("image/svg+xml", header(answer, "Content-Type"));
            assertEquals("no-store", header(answer, "Cache-Control"));
            assertEquals(text, read(answer.body()));
        }
    }

    @Test
    void theCodeOfACertificateLeadsToItsPage() throws ReaderException {
        HttpResponse<String> answer = server.get(
                "/api/streams/naqu/certificates/o%201%2F%E7%89%A6/qr?origin=https%3A%2F%2Ftally.example%3A8443");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("https://tally.example:8443/certificate/naqu/o%201%2F%E7%89%A6", read(answer.body()));
        HttpResponse<String> below =
                server.get("/api/streams/naqu/certificates/o-1/qr?origin=https%3A%2F%2Ftally.example&base=%2Fshop%2F");
        assertEquals("https://tally.example/shop/certificate/naqu/o-1", read(below.body()));
    }

    @Test
    void theCodeOfAStreamLeadsToThePageOfItsViewers() throws ReaderException {
        HttpResponse<String> answer = server.get("/api/streams/naqu-4500m/live/qr?origin=https%3A%2F%2Ftally.example");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("https://tally.example/live/naqu-4500m", read(answer.body()));
        HttpResponse<String> below =
                server.get("/api/streams/naqu-4500m/live/qr?origin=https%3A%2F%2Ftally.example&base=%2Ftally%2F");
        assertEquals("https://tally.example/tally/live/naqu-4500m", read(below.body()));
        assertEquals(400, server.get("/api/streams/naqu-4500m/live/qr").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?origin=", "?origin=tally.example", "?origin=https%3A%2F%2Fa%2Fb", "?origin=ftp%3A%2F%2Fa"})
    void theCodeOfACertificateIsOfNoOtherText(String query) {
        HttpResponse<String> answer = server.get("/api/streams/naqu/certificates/o-1/qr" + query);

        assertEquals(400, answer.statusCode());
        assertEquals("origin", new JsonObject(answer.body()).getString("field"));
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        for (String text : List.of("", "a".repeat(QrCodes.MAX_LENGTH + 1), "虫".repeat(QrCodes.MAX_LENGTH))) {
            HttpResponse<String> answer = ask(text);

            assertEquals(400, answer.statusCode());
            assertEquals("text", new JsonObject(answer.body()).getString("field"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":7}", "{\"text\":null}", "[]", "\"text\"", "{", "null"})
    void whatIsNotATextIsRefused(String body) {
        assertEquals(400, server.send("POST", "/api/qr", body).statusCode());
    }

    @Test
    void aBodyBeyondTheLimitAndAnAddressAreRefused() {
        assertEquals(413, server.send("POST", "/api/qr", " ".repeat(20_000)).statusCode());
        assertEquals(405, server.get("/api/qr?text=a").statusCode());
    }

    private HttpResponse<String> ask(String text) {
        return server.send("POST", "/api/qr", new JsonObject().put("text", text).encode());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Draws the path's runs, as a browser would, and reads the picture. */
    private static String read(String svg) throws ReaderException {
        Matcher viewBox = SIDE.matcher(svg);
        assertTrue(viewBox.find(), svg);
        int side = Integer.parseInt(viewBox.group(1)) * PIXELS_A_MODULE;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher runs = RUN.matcher(svg);
        while (runs.find()) {
            int x = Integer.parseInt(runs.group(1)) * PIXELS_A_MODULE;
            int y = Integer.parseInt(runs.group(2)) * PIXELS_A_MODULE;
            int length = Integer.parseInt(runs.group(3)) * PIXELS_A_MODULE;
            for (int row = y; row < y + PIXELS_A_MODULE; row++) {
                Arrays.fill(pixels, row * side + x, row * side + x + length, 0);
            }
        }
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("no code is seen in " + svg, e);
        }
    }
}
