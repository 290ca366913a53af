package org.livetally.http.site;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.Problem;
import org.livetally.http.SharedBody;
import org.livetally.settings.Origin;

/** The pages and what they import; one instance for the process, shared by all event loops. */
public final class Site {
    private static final String LIBRARIES = "/_static";
    /** The client library, which people copy. */
    static final String CLIENT = "/lib/livetally-client.js";

    private final HeldPage home;
    private final HeldPage overlays;
    private final HeldPage compare;
    private final HeldPage console;
    private final HeldPage board;
    private final HeldPage groups;
    private final HeldPage campaign;
    private final HeldPage overlay;
    private final HeldPage live;
    private final HeldPage host;
    private final HeldPage certificate;
    private final HeldPage report;
    private final HeldPage verify;
    private final ProblemPages problems;
    private final Assets own;
    private final ApiDocuments documents = new ApiDocuments();
    private final Assets libraries;

    private Site(String folder, List<Origin> friends) {
        String shell = Page.shell(folder + "/shell.html");
        var ownFiles = JoinedSheets.of(JoinedModule.at(CLIENT, Assets.below(folder)));
        var libraryFiles = Assets.below("META-INF/resources");
        Function<String, Optional<byte[]>> files =
                path -> (path.startsWith(LIBRARIES + "/") ? libraryFiles : ownFiles).apply(path);
        Modules modules = new Modules(Page.importMap(shell), files);
        home = page(() -> Page.filled(shell, "home", modules));
        overlays = page(() -> Page.filled(shell, "overlays", modules).framedBy(friends));
        compare = page(() -> Page.filled(shell, "compare", modules));
        console = page(() -> Page.filled(shell, "console", modules));
        board = page(() -> Page.filled(shell, "board", modules));
        groups = page(() -> Page.filled(shell, "groups", modules));
        campaign = page(() -> Page.filled(shell, "campaign", modules));
        overlay = page(
                () -> Page.filled(shell, "overlay", modules).framedBy(friends).styledByOthers());
        live = page(() -> Page.filled(shell, "live", modules));
        host = page(() -> Page.filled(shell, "host", modules));
        certificate = page(() -> Page.filled(shell, "certificate", modules));
        report = page(() -> Page.filled(shell, "report", modules));
        verify = page(() -> Page.filled(shell, "verify", modules));
        problems = new ProblemPages(
                Page.filled(shell, "problem", modules),
                Page.filled(shell, "no-overlay", modules).framedBy(friends));
        own = new Assets(ownFiles, SharedBody.REVALIDATE);
        libraries = new Assets(libraryFiles, SharedBody.FOREVER);
    }

    private static HeldPage page(Supplier<Page.Filled> parts) {
        return new HeldPage(() -> Page.of(parts.get()));
    }

    /**
     * Reads what all pages share; blocks for a moment.
     *
     * @param friends the origins whose pages may frame overlays, and the page that makes their addresses
     */
    public static Site load(List<Origin> friends) {
        return load("webroot", friends);
    }

    static Site load(String folder, List<Origin> friends) {
        return new Site(folder, friends);
    }

    ProblemPages problems() {
        return problems;
    }

    /** Adds the routes. The route of our own files matches every path, and passes on what does not look like a file. */
    void mount(Router router) {
        libraries.mount(router.route(LIBRARIES + "/*"));
        own.mount(router.route());
        documents.mount(router);
        get(router.route("/")).handler(home);
        get(router.route("/overlays")).handler(overlays);
        get(router.route("/compare")).handler(compare);
        get(router.route("/console")).handler(ForeignLinks::dropToken).handler(console);
        ofBoard(router, "/board/:board", boardOrView());
        ofBoard(router, "/overlay/:board", overlay);
        ofBoard(router, "/report/:board", report);
        ofBoard(router, "/verify/:board", verify);
        ofStream(router, "/live/:stream", live);
        ofStream(router, "/host/:stream", host);
        ofStream(router, "/certificate/:stream/:order", certificate);
    }

    /** The wall of a campaign; of a stream its board, or the view of it that {@code ?view=} names. */
    private Handler<RoutingContext> boardOrView() {
        Handler<RoutingContext> ofCampaign = campaign;
        Handler<RoutingContext> whole = board;
        Handler<RoutingContext> ofGroups = groups;
        return request -> {
            if (boardOf(request).isCampaign()) {
                ofCampaign.handle(request);
            } else {
                ("groups".equals(request.request().getParam("view")) ? ofGroups : whole).handle(request);
            }
        };
    }

    private static BoardId boardOf(RoutingContext request) {
        return Objects.requireNonNull(BoardId.parse(request.pathParam("board")));
    }

    /** @param path with the id of a stream, or of a campaign, as {@code :board} */
    private static void ofBoard(Router router, String path, Handler<RoutingContext> page) {
        get(router.route(path)).handler(Site::requireBoardId).handler(page);
    }

    /** @param path with the id of the stream as {@code :stream} */
    private static void ofStream(Router router, String path, Handler<RoutingContext> page) {
        get(router.route(path)).handler(Site::requireStreamId).handler(page);
    }

    private static Route get(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void requireBoardId(RoutingContext context) {
        nextIf(BoardId.parse(context.pathParam("board")) != null, context);
    }

    private static void requireStreamId(RoutingContext context) {
        nextIf(Ids.isStream(context.pathParam("stream")), context);
    }

    private static void nextIf(boolean isId, RoutingContext context) {
        if (isId) {
            context.next();
        } else {
            context.fail(Problem.of(404, Rule.STREAM_PATH.reason()));
        }
    }
}
