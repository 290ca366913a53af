package org.livetally.http.site;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.http.Problem;
import org.livetally.http.ReasonFields;

/**
 * What people get in place of {@code application/problem+json} when they open an address: a page that says what is
 * wrong. In the place of an overlay it is transparent, and shows no more than a badge: it may be on air.
 *
 * @param whole the page
 * @param badge what stands where overlays do
 */
record ProblemPages(Page.Filled whole, Page.Filled badge) {
    private static final String OVERLAYS = "/overlay/";
    private static final Pattern QUALITY = Pattern.compile(";\\s*q\\s*=\\s*(0(?:\\.\\d{0,3})?)\\s*(?:;|$)");

    /** Whether somebody opens an address in a browser: HTML is asked for by name, and before JSON. */
    static boolean isAskedFor(RoutingContext request) {
        String accept = request.request().getHeader(HttpHeaders.ACCEPT);
        double html = 0;
        double json = 0;
        for (String part :
                (accept == null ? "" : accept).toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = part.split(";", 2)[0].strip();
            if (type.equals("text/html")) {
                html = quality(part);
            } else if (type.equals("application/json") || type.equals("application/problem+json")) {
                json = Math.max(json, quality(part));
            }
        }
        return html > json;
    }

    private static double quality(String part) {
        Matcher given = QUALITY.matcher(part);
        return given.find() ? Double.parseDouble(given.group(1)) : 1;
    }

    /** The page about a problem; its policy is put into the headers of the answer. */
    Buffer about(Problem problem, RoutingContext request) {
        String path = request.request().path();
        Page.Filled page = isOverVideo(path) ? badge : whole;
        request.response()
                .putHeader("Content-Security-Policy", page.policy().toString())
                .putHeader(HttpHeaders.CONTENT_TYPE, Page.HTML);
        return Buffer.buffer(page.at(Page.depth(path), isOverVideo(path) ? onAir(problem) : inWords(problem)));
    }

    private static boolean isOverVideo(String path) {
        return path.startsWith(OVERLAYS);
    }

    /** What needs neither style nor script: of a server that lets nobody in, there may be none. */
    private static String onAir(Problem problem) {
        return "<main><small>Livetally " + problem.status() + "</small></main>";
    }

    /** For scripts in data attributes, and in words for browsers that run none. */
    private static String inWords(Problem problem) {
        JsonObject fields = new JsonObject();
        if (problem.reason() != null) {
            ReasonFields.put(fields, problem.reason());
        }
        String title = HttpResponseStatus.valueOf(problem.status()).reasonPhrase();
        return "<main data-status=\"" + problem.status() + "\" data-reason=\"" + escaped(fields.encode()) + "\"><h1>"
                + problem.status() + "</h1><p>" + escaped(title) + "</p><p>" + escaped(problem.detail())
                + "</p></main>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
