package org.livetally.access;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.acts.Act;
import org.livetally.acts.ActLog;
import org.livetally.domain.rule.Reason;
import org.livetally.http.ClientAddress;
import org.livetally.http.Problem;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.Networks;

/**
 * Logs what people change through the API, whatever route it is, and sign-ins that were refused, for one event loop. A
 * new route is logged by itself; what is not logged is named here.
 *
 * <p>The operators' log is in Redis ({@link ActLog}). What was done is in the server's own log, too, with the token's
 * id.
 */
public final class Acts {
    private static final Logger LOG = Logger.getLogger(Acts.class.getName());
    private static final String RESULT = Acts.class.getName();
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** Orders are in the ledger; a QR code and a comparison change nothing. */
    private static final Set<String> NOT_LOGGED = Set.of("orders", "qr", "verify");

    /** What can be asked to tell only what it would change. */
    private static final Pattern DRY_RUNS = Pattern.compile("/api/streams/[^/]+/(?:imports|groups)/?");

    private static final String API = "/api/";
    private static final long SWEEP_MS = TimeUnit.MINUTES.toMillis(1);

    private final ActLog log;
    private final RepeatedActs repeated;
    private final Networks proxies;

    /**
     * Must be constructed on the event loop of the link.
     *
     * @param repeated shared by all event loops
     * @param proxies the proxies that are trusted to report a client's address
     */
    public Acts(Vertx vertx, RedisLink redis, RepeatedActs repeated, Networks proxies) {
        this.log = new ActLog(redis);
        this.repeated = repeated;
        this.proxies = proxies;
        vertx.setPeriodic(SWEEP_MS, id -> repeated.sweep(now(), log::write));
    }

    /** To be mounted after the rules and before the stages. */
    void mount(Router router) {
        router.route(API + "*").handler(this::watch);
    }

    private void watch(RoutingContext request) {
        if (isChange(request)) {
            request.addBodyEndHandler(answered -> answered(request));
        }
        request.next();
    }

    private static boolean isChange(RoutingContext request) {
        if (READING.contains(request.request().method())) {
            return false;
        }
        String path = request.normalizedPath();
        int end = path.indexOf('/', API.length());
        String first = path.substring(Math.min(API.length(), path.length()), end < 0 ? path.length() : end);
        return !NOT_LOGGED.contains(first) && !isOnlyShown(request, path);
    }

    /** Other routes do not know the parameter, and change what they change. */
    private static boolean isOnlyShown(RoutingContext request, String path) {
        return "true".equals(request.request().getParam("dryRun"))
                && DRY_RUNS.matcher(path).matches();
    }

    /** Adds what the request led to. */
    static void result(RoutingContext request, String text) {
        request.put(RESULT, text);
    }

    /** Who asks: the id of a token, or {@link Act#NO_TOKENS}. */
    public static String who(RoutingContext request) {
        Token token = Token.of(request);
        return token == null ? Act.NO_TOKENS : token.id();
    }

    private void answered(RoutingContext request) {
        Act.Outcome outcome = Act.Outcome.of(request.response().getStatusCode());
        Act act = new Act(who(request), address(request), what(request), outcome, detail(request));
        if (outcome == Act.Outcome.DONE) {
            LOG.info(() -> line(act));
            log.write(act);
        } else {
            repeated.add(act, now(), log::write);
        }
    }

    private static String line(Act act) {
        String who = act.who().equals(Act.NO_TOKENS) ? "without a token" : "with token " + act.who();
        return who + ": " + act.what() + (act.detail().isEmpty() ? "" : ": " + act.detail());
    }

    private static String detail(RoutingContext request) {
        @Nullable String result = request.get(RESULT);
        if (result != null) {
            return result;
        }
        Reason reason = request.failure() instanceof Problem problem ? problem.reason() : null;
        return reason == null ? "" : reason.rule().wire();
    }

    /**
     * Logs that a token did not open what it was sent for.
     *
     * @param token the token, if one of our secrets signed it
     */
    void refused(RoutingContext request, @Nullable Token token, Credentials.AccessProblem problem) {
        if (problem.isRefusal()) {
            String who = token == null ? Act.UNKNOWN_TOKEN : token.id();
            repeated.add(
                    new Act(who, address(request), what(request), Act.Outcome.REFUSED, problem.rule()),
                    now(),
                    log::write);
        }
    }

    private static String what(RoutingContext request) {
        return request.request().method() + " " + request.normalizedPath();
    }

    private String address(RoutingContext request) {
        return ClientAddress.text(request.request(), proxies);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
