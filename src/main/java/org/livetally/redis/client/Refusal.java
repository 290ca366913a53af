package org.livetally.redis.client;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/**
 * The reason why Redis refuses a command that it understood: it is a replica now, its memory is full, or a right is
 * missing. The command did not run, and may succeed later, or on another server. Only of a script that a Cluster stopped
 * (NONLOCAL, CLUSTERDOWN) some part may have run.
 *
 * @param code Redis' own error code, such as {@code READONLY}; NONLOCAL is ours
 * @param detail Redis' own sentence, without the code
 */
public record Refusal(String code, String detail) {
    private static final Pattern ERROR = Pattern.compile("([A-Z]+)(?: (.*))?", Pattern.DOTALL);
    /** Up to 6.2, Redis puts this before any error inside a script. */
    private static final String RUNNING = "ERR Error running script \\([^)]*\\): (?:@user_script: ?\\d+: )+";
    /** {@code ERR Error running script (…): @user_script:4: @user_script: 4: -OOM command not allowed …}. */
    private static final Pattern IN_SCRIPT = Pattern.compile(RUNNING + "-([A-Z]+) (.*)", Pattern.DOTALL);
    /** Redis answers {@code ERR} for a command that a script may not run. */
    private static final Pattern NO_RIGHT_IN_SCRIPT = Pattern.compile(
            "(?:ERR |" + RUNNING + ")((?:ACL failure in script: |The user executing the script can't ).*)",
            Pattern.DOTALL);
    /** Redis 7 appends where in the script it happened. */
    private static final Pattern WHERE_IN_SCRIPT = Pattern.compile("\\.? script: .*", Pattern.DOTALL);

    /**
     * A server of a Cluster answers {@code ERR}, too, if a script comes to a key that is not there any more, or never was; and
     * once it finds that the Cluster is down. What the script did before stays done.
     */
    private static final Pattern CLUSTER_IN_SCRIPT = Pattern.compile(
            "(?:ERR |" + RUNNING + ")(Script attempted to (?:access a (non local) key in a cluster node"
                    + "|execute a (?:write )?command while the cluster is down).*)",
            Pattern.DOTALL);

    /** Redis says so to a new connection, and closes it; a server of a Cluster counts those of the others as well. */
    private static final String TOO_MANY = "max number of clients";

    private static final Kind OTHER = new Kind(Remedy.STAY, Rule.REDIS_OTHER);
    private static final Kind CLUSTER = new Kind(Remedy.LOOK_AGAIN, Rule.REDIS_CLUSTER);
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("READONLY", new Kind(Remedy.LEAVE, Rule.REDIS_READONLY)),
            Map.entry("MASTERDOWN", new Kind(Remedy.LEAVE, Rule.REDIS_MASTERDOWN)),
            Map.entry("LOADING", new Kind(Remedy.LEAVE, Rule.REDIS_LOADING)),
            Map.entry("NOAUTH", new Kind(Remedy.LEAVE, Rule.REDIS_NOAUTH)),
            Map.entry("WRONGPASS", new Kind(Remedy.LEAVE, Rule.REDIS_WRONGPASS)),
            Map.entry("NOREPLICAS", new Kind(Remedy.LOOK_AGAIN, Rule.REDIS_NOREPLICAS)),
            Map.entry("CLUSTERDOWN", CLUSTER),
            Map.entry("MOVED", CLUSTER),
            Map.entry("ASK", CLUSTER),
            Map.entry("TRYAGAIN", CLUSTER),
            Map.entry("NONLOCAL", CLUSTER),
            Map.entry("OOM", new Kind(Remedy.STAY, Rule.REDIS_OOM)),
            Map.entry("MISCONF", new Kind(Remedy.STAY, Rule.REDIS_MISCONF)),
            Map.entry("NOPERM", new Kind(Remedy.STAY, Rule.REDIS_NOPERM)),
            Map.entry("BUSY", new Kind(Remedy.STAY, Rule.REDIS_BUSY)));

    /** What to do with the connection that brought a refusal. */
    private enum Remedy {
        /** Give it up: nothing that a server in this state says may be relied on. */
        LEAVE,
        /**
         * Keep it, as far as the server knows it is right; but try another connection now and then, which may lead
         * elsewhere.
         */
        LOOK_AGAIN,
        /** Keep it: every connection would get the same answer. */
        STAY
    }

    private record Kind(Remedy remedy, Rule rule) {}

    /** The refusal in a failure of a command; null if it failed otherwise: the command got lost, or was wrong. */
    public static @Nullable Refusal of(Throwable failure) {
        if (failure instanceof RedisUnavailableException unavailable) {
            return unavailable.refusal();
        }
        if (!RedisFailures.isReply(failure)) {
            return null;
        }
        String message = String.valueOf(failure.getMessage());
        Matcher noRight = NO_RIGHT_IN_SCRIPT.matcher(message);
        if (noRight.matches()) {
            return new Refusal("NOPERM", without(WHERE_IN_SCRIPT, noRight.group(1)));
        }
        Matcher cluster = CLUSTER_IN_SCRIPT.matcher(message);
        if (cluster.matches()) {
            String code = cluster.group(2) == null ? "CLUSTERDOWN" : "NONLOCAL";
            return new Refusal(code, without(WHERE_IN_SCRIPT, cluster.group(1)));
        }
        Matcher inScript = IN_SCRIPT.matcher(message);
        if (inScript.matches()) {
            return new Refusal(inScript.group(1), inScript.group(2));
        }
        Matcher error = ERROR.matcher(message);
        boolean isRefusal = error.matches() && !message.startsWith("NOSCRIPT") && !isPermanent(message);
        return isRefusal ? new Refusal(error.group(1), without(WHERE_IN_SCRIPT, orEmpty(error.group(2)))) : null;
    }

    /** The same for a valid write: any error that Redis answers is a refusal. */
    static @Nullable Refusal ofSoundWrite(Throwable failure) {
        Refusal refusal = of(failure);
        if (refusal != null || !RedisFailures.isReply(failure)) {
            return refusal;
        }
        return new Refusal("ERR", String.valueOf(failure.getMessage()).replaceFirst("^ERR ", ""));
    }

    /** Whether an error is about the command itself, so that sending it again cannot help. */
    static boolean isPermanent(String message) {
        return message.startsWith("ERR ")
                        && !NO_RIGHT_IN_SCRIPT.matcher(message).matches()
                        && !CLUSTER_IN_SCRIPT.matcher(message).matches()
                        && !IN_SCRIPT.matcher(message).matches()
                || message.startsWith("WRONGTYPE ")
                || message.startsWith("CROSSSLOT ");
    }

    /** The reason for all clients: what is wrong, and Redis' code for it. */
    public Reason brief() {
        return Rule.REDIS_REFUSES.reason(kind().rule.reason(), code);
    }

    /** The reason for operators: what is wrong, in Redis' words, too. */
    @Override
    public String toString() {
        return kind().rule.reason().sentence() + ": " + code + " " + detail;
    }

    boolean endsConnection() {
        return kind().remedy == Remedy.LEAVE || detail.startsWith(TOO_MANY);
    }

    boolean mayBeOtherwiseElsewhere() {
        return kind().remedy == Remedy.LOOK_AGAIN;
    }

    /** Whether it is about where a Cluster keeps its keys, or about the state of the Cluster. */
    boolean isOfCluster() {
        return kind().rule == Rule.REDIS_CLUSTER;
    }

    /** Whether a server of a Cluster did not run the command because of where its keys are, and the same will run in a moment. */
    boolean isOfMove() {
        return code.equals("MOVED") || code.equals("ASK") || code.equals("TRYAGAIN");
    }

    /** Whether the server refuses everything until it has loaded its data. */
    boolean isLoading() {
        return code.equals("LOADING");
    }

    /** Whether the server rejects our user or password. */
    boolean isOfPassword() {
        return code.equals("NOAUTH") || code.equals("WRONGPASS");
    }

    private Kind kind() {
        return KINDS.getOrDefault(code, OTHER);
    }

    private static String without(Pattern end, String text) {
        return end.matcher(text).replaceFirst("");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
