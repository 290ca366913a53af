package org.livetally.http.site;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Prefix;
import org.livetally.http.Problem;
import org.livetally.settings.BasePath;

/**
 * QR codes of addresses. {@code POST /api/qr}: of a screen; the address is in the body and nowhere else, since it may
 * hold a token. {@code GET /api/streams/:stream/live/qr} and {@code …/certificates/:order/qr}: of the page of a
 * stream's viewers, or of a certificate, for everybody who may see that page; so strangers have no texts of their own
 * encoded.
 */
public final class QrCodes {
    /** Far more than an address needs, and few enough modules for a phone to read from a screen. */
    static final int MAX_LENGTH = 1_000;
    /** Each character of the text may be escaped in JSON. */
    private static final int MAX_BODY_BYTES = 16 * MAX_LENGTH;
    /** What stands before the path of a page; a host's name has 253 characters at most. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[\\p{Graph}&&[^/?#@\\\\]]{1,260}");
    /** Light modules around the code, which scanners require. */
    private static final int QUIET = 4;

    private QrCodes() {}

    /** Adds the route. */
    public static void mount(Router router) {
        router.post("/api/qr")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(request -> answer(request, text(request.body().buffer())));
        router.get("/api/streams/:stream/live/qr").handler(request -> answer(request, page(request, "live", "stream")));
        router.get("/api/streams/:stream/certificates/:order/qr")
                .handler(request -> answer(request, page(request, "certificate", "stream", "order")));
    }

    /**
     * The address of a page.
     *
     * @param params the path's parameters that name it
     * @throws Problem 400, if the client does not say under which origin it reaches this server
     */
    private static String page(RoutingContext request, String page, String... params) {
        String origin = request.queryParams().get("origin");
        if (origin == null || !ORIGIN.matcher(origin).matches()) {
            throw Problem.invalidField("origin", Rule.PAGE_ADDRESS.reason());
        }
        String base = request.queryParams().get("base");
        String path = base == null
                ? Prefix.of(request)
                : BasePath.of(base)
                        .orElseThrow(() -> Problem.invalidField("base", Rule.PAGE_BASE.reason()))
                        .path();
        StringBuilder address =
                new StringBuilder(origin).append(path).append('/').append(page);
        for (String param : params) {
            address.append('/').append(encoded(request.pathParam(param)));
        }
        return address.toString();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void answer(RoutingContext context, String text) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "image/svg+xml")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(svg(text))
                .onFailure(gone -> {});
    }

    private static String text(@Nullable Buffer body) {
        try {
            if (body != null
                    && JsonBody.decoded(body) instanceof JsonObject object
                    && object.getValue("text") instanceof String text
                    && !text.isEmpty()
                    && text.length() <= MAX_LENGTH) {
                return text;
            }
        } catch (DecodeException e) {
            throw Problem.of(400, Rule.BODY_NOT_JSON.reason());
        }
        throw notATextOfOurs();
    }

    /** Text of characters with three bytes each can be too long for any code long before the limit. */
    private static QrCode encode(String text) {
        try {
            return QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        } catch (DataTooLongException e) {
            throw notATextOfOurs();
        }
    }

    private static Problem notATextOfOurs() {
        return Problem.invalidField("text", Rule.QR_TEXT.reason(MAX_LENGTH));
    }

    /**
     * Dark modules on a light background, whatever the page's colours: one path, one stroke for each run of modules.
     */
    static String svg(String text) {
        QrCode code = encode(text);
        int side = code.size + 2 * QUIET;
        StringBuilder svg = new StringBuilder(8_192)
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(side)
                .append(' ')
                .append(side)
                .append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
                .append(side)
                .append('v')
                .append(side)
                .append("H0z\"/><path fill=\"#000\" d=\"");
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (code.getModule(x, y)) {
                    x++; // beyond the edge, modules are light
                }
                if (x > from) {
                    int run = x - from;
                    svg.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    svg.append('h').append(run).append("v1h-").append(run).append('z');
                }
            }
        }
        return svg.append("\"/></svg>").toString();
    }
}
