package org.livetally.notify.targets;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.FieldRules;
import org.livetally.http.Problem;
import org.livetally.notify.EventType;
import org.livetally.notify.targets.Target.Access;

/** Reads what an operator says of a target; a {@link Problem} names the field that breaks its rule. */
final class TargetSettings {
    private static final int MAX_STREAMS = 100;
    private static final int MAX_URL = 2_000;
    private static final int MAX_SECRET = 200;
    private static final String URL = "url";
    private static final String SECRET = "secret";
    private static final List<String> FIXED = List.of("id", "kind", "createdAt", "pausedBecause");

    private final boolean plainHttp;

    /** @param plainHttp whether addresses may begin with {@code http:} */
    TargetSettings(boolean plainHttp) {
        this.plainHttp = plainHttp;
    }

    /** A target and its access. */
    record Whole(Target target, Access access) {}

    Whole create(String id, JsonObject body, long now) {
        TargetKind kind = TargetKind.of(body.getValue("kind"))
                .orElseThrow(() -> Problem.invalidField("kind", Rule.NOTIFY_KIND.reason()));
        URI url = url(body.getValue(URL));
        JsonObject json = new JsonObject()
                .put("kind", kind.wire())
                .put("title", kind.wire())
                .put(URL, shown(url))
                .put(Target.LANGUAGE, Target.languages().get(0))
                .put("createdAt", now);
        apply(json, body);
        Object given = body.getValue(SECRET);
        String secret = given == null ? Secrets.fresh(kind) : secret(kind, given);
        return new Whole(new Target(id, json), new Access(url.toString(), secret));
    }

    /**
     * A merge patch: what is left out stays as it is, and {@code null} removes what may be missing. A secret belongs to
     * the place that it was given for: whoever names another one gives its secret, too.
     */
    Whole change(Whole before, JsonObject body) {
        for (String field : FIXED) {
            if (body.containsKey(field)) {
                throw Problem.invalidField(field, Rule.FIXED.reason());
            }
        }
        JsonObject json = before.target.json().copy();
        Access access = before.access;
        if (body.containsKey(URL)) {
            URI url = url(body.getValue(URL));
            boolean hasOther = !access.secret().isEmpty() && !isSamePlace(url, URI.create(access.url()));
            if (hasOther && !body.containsKey(SECRET)) {
                throw Problem.invalidField(SECRET, Rule.NOTIFY_SECRET_AGAIN.reason());
            }
            json.put(URL, shown(url));
            access = new Access(url.toString(), access.secret());
        }
        if (body.containsKey(SECRET)) {
            access = new Access(access.url(), secret(before.target.kind(), body.getValue(SECRET)));
        }
        apply(json, body);
        return new Whole(new Target(before.target.id(), json), access);
    }

    /** Whether both have the same scheme, host and port. */
    private static boolean isSamePlace(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && TargetUrl.port(one) == TargetUrl.port(other);
    }

    private static void apply(JsonObject json, JsonObject body) {
        if (body.containsKey("title")) {
            json.put("title", FieldRules.title("title", body.getValue("title")));
        }
        if (body.containsKey(Target.LANGUAGE)) {
            json.put(Target.LANGUAGE, language(body.getValue(Target.LANGUAGE)));
        }
        if (body.containsKey(Target.PAUSED)) {
            json.remove(Target.PAUSED);
            json.remove(Target.PAUSED_BECAUSE);
            if (FieldRules.flag(Target.PAUSED, body.getValue(Target.PAUSED)).equals("1")) {
                json.put(Target.PAUSED, true);
            }
        }
        names(json, body, Target.STREAMS, Ids::isStream, Rule.NOTIFY_STREAMS.reason(MAX_STREAMS));
        List<String> events = EventType.choices();
        names(json, body, Target.EVENTS, events::contains, Rule.NOTIFY_EVENTS.reason(String.join(", ", events)));
    }

    private static String language(@Nullable Object given) {
        if (given instanceof String language && Target.languages().contains(language)) {
            return language;
        }
        throw Problem.invalidField(Target.LANGUAGE, Rule.NOTIFY_LANGUAGE.reason());
    }

    /** Some names, each of them once; without them, or with {@code null}, all that there are. */
    private static void names(JsonObject json, JsonObject body, String field, Predicate<String> isOne, Reason reason) {
        if (!body.containsKey(field)) {
            return;
        }
        json.remove(field);
        Object given = body.getValue(field);
        if (given == null) {
            return;
        }
        if (!(given instanceof JsonArray listed) || listed.isEmpty() || listed.size() > MAX_STREAMS) {
            throw Problem.invalidField(field, reason);
        }
        Set<String> names = new LinkedHashSet<>();
        for (Object each : listed) {
            if (!(each instanceof String name) || !isOne.test(name)) {
                throw Problem.invalidField(field, reason);
            }
            names.add(name);
        }
        json.put(field, new JsonArray(List.copyOf(names)));
    }

    private URI url(@Nullable Object given) {
        if (given instanceof String text && text.length() <= MAX_URL) {
            URI url = TargetUrl.of(text);
            if (url != null && (plainHttp || TargetUrl.isTls(url))) {
                return url;
            }
        }
        throw Problem.invalidField(URL, Rule.NOTIFY_URL.reason(MAX_URL));
    }

    private static String secret(TargetKind kind, @Nullable Object given) {
        if (given == null && kind.isChat()) {
            return "";
        }
        if (!(given instanceof String secret)
                || secret.isEmpty()
                || secret.length() > MAX_SECRET
                || secret.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw Problem.invalidField(SECRET, Rule.NOTIFY_SECRET.reason(MAX_SECRET));
        }
        if (kind == TargetKind.WEBHOOK && Secrets.key(secret) == null) {
            throw Problem.invalidField(SECRET, Rule.NOTIFY_WEBHOOK_SECRET.reason());
        }
        return secret;
    }

    /** Addresses of robots hold what lets anybody write to their chat, and many addresses of programs do as well. */
    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + "/…";
    }
}
