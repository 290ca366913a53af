package org.livetally.intake.files;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * What is asked for.
 *
 * @param dryRun whether the file is only to be shown
 * @param encoding of its text, as the operator says; null for nothing
 * @param channel of orders that name none; null for none
 * @param mapping what the operator says of this file; empty for nothing
 * @param sum the sum that the operator has confirmed; null if none is required
 */
record ImportRequest(
        String stream,
        boolean dryRun,
        @Nullable String encoding,
        @Nullable String channel,
        JsonObject mapping,
        @Nullable Long sum) {
    private static final Pattern SUM = Pattern.compile("[0-9]{1,16}");

    /** @throws Problem 400 that names the parameter */
    static ImportRequest of(RoutingContext request) {
        boolean dryRun = "true".equals(request.request().getParam("dryRun"));
        String sum = parameter(request, "sum");
        if (!dryRun && sum == null) {
            throw Problem.invalidField("sum", Rule.MISSING.reason());
        }
        if (sum != null && !SUM.matcher(sum).matches()) {
            throw Problem.invalidField("sum", Rule.INTEGER_RANGE.reason(0, 9_007_199_254_740_991L));
        }
        return new ImportRequest(
                request.pathParam("stream"),
                dryRun,
                parameter(request, "encoding"),
                parameter(request, "channel"),
                mapping(parameter(request, "mapping")),
                sum == null ? null : Long.valueOf(sum));
    }

    private static @Nullable String parameter(RoutingContext request, String name) {
        String value = request.request().getParam(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static JsonObject mapping(@Nullable String json) {
        try {
            return json == null ? new JsonObject() : new JsonObject(json);
        } catch (DecodeException | ClassCastException e) {
            throw Problem.invalidField("mapping", Rule.BODY_OBJECT.reason());
        }
    }
}
