package org.livetally.intake.connectors;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.FieldRules;
import org.livetally.http.FieldRules.Check;
import org.livetally.http.Problem;
import org.livetally.http.SettingsRules;
import org.livetally.intake.connectors.platform.Option;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.wire.MessageLimits;

/** What an operator says of a connector: the rules, and the form for Redis. An empty value removes a setting. */
final class ConnectorSettings {
    private static final int MAX_TITLE = 100;
    private static final int MAX_SHOP = 200;
    private static final int MAX_OPTION = 100;
    private static final int MIN_SECRET = 8;
    private static final int MAX_SECRET = 500;

    private static final SettingsRules RULES = new SettingsRules(
            checks(),
            Set.of("title", "channel", "shop"),
            List.of("id", "kind", "stream", "currency", "url", "idPrefix", "secret", "secrets", "createdAt", "status"));

    private ConnectorSettings() {}

    private static Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("title", (field, value) -> FieldRules.text(field, value, 0, MAX_TITLE));
        checks.put("channel", (field, value) -> FieldRules.text(field, value, 1, MessageLimits.MAX_NAME));
        checks.put("money", ConnectorSettings::money);
        checks.put("shop", (field, value) -> FieldRules.text(field, value, 1, MAX_SHOP));
        checks.put("test", FieldRules::flag);
        checks.put("sinceStart", FieldRules::flag);
        checks.put("paused", FieldRules::flag);
        return checks;
    }

    private static String money(String field, @Nullable Object value) {
        if (value instanceof String mode && (mode.equals("goods") || mode.equals("total"))) {
            return mode;
        }
        throw Problem.invalidField(field, Rule.MONEY_MODE.reason());
    }

    /** @throws Problem 400, if it is no kind */
    static Platform platform(JsonObject body) {
        Platform platform = body.getValue("kind") instanceof String kind ? Platforms.of(kind) : null;
        if (platform == null) {
            throw Problem.invalidField("kind", Rule.CHOICE.reason(Platforms.names()));
        }
        return platform;
    }

    /** The settings of a new connector, but its stream and currency. */
    static Map<String, String> create(JsonObject body, Platform platform) {
        Map<String, String> fields = read(body, platform);
        fields.values().removeIf(SettingsRules.REMOVED::equals);
        fields.put("kind", platform.kind());
        return fields;
    }

    /**
     * A merge patch of the settings.
     *
     * @throws Problem 400 as well, if it would give the shop's messages other ids: what was recorded would count again
     */
    static Map<String, String> patch(JsonObject body, ShopConnector connector) {
        RULES.refuseFixed(body);
        Platform platform = connector.platform();
        Map<String, String> fields = read(body, platform);
        String domain = fields.get("shop");
        if (domain != null) {
            Shop changed = connector.shop().withDomain(domain.equals(SettingsRules.REMOVED) ? null : domain);
            if (!platform.idPrefix(changed).equals(platform.idPrefix(connector.shop()))) {
                throw Problem.invalidField("shop", Rule.FIXED.reason());
            }
        }
        return fields;
    }

    private static Map<String, String> read(JsonObject body, Platform platform) {
        Map<String, String> fields = RULES.read(body);
        if (body.containsKey("options")) {
            fields.put("options", options(body.getValue("options"), platform));
        }
        return fields;
    }

    private static String options(@Nullable Object given, Platform platform) {
        if (!(given instanceof JsonObject object)) {
            throw Problem.invalidField("options", Rule.NOT_OBJECT.reason());
        }
        JsonObject options = new JsonObject();
        for (Option option : platform.options()) {
            Object value = object.getValue(option.name());
            if (value != null) {
                options.put(option.name(), option("options." + option.name(), value, option));
            }
        }
        object.fieldNames().forEach(name -> {
            if (platform.options().stream().noneMatch(option -> option.name().equals(name))) {
                String names = String.join(
                        ", ", platform.options().stream().map(Option::name).toList());
                throw Problem.invalidField("options." + name, Rule.CONNECTOR_OPTION.reason(names));
            }
        });
        return options.encode();
    }

    private static String option(String field, Object value, Option option) {
        String text = FieldRules.text(field, value, 1, MAX_OPTION);
        if (!option.choices().isEmpty() && !option.choices().contains(text)) {
            throw Problem.invalidField(field, Rule.CHOICE.reason(String.join(", ", option.choices())));
        }
        return text;
    }

    /** A secret in a body. @throws Problem 400 that never holds it */
    static String secret(String field, @Nullable Object given, Platform platform) {
        if (!(given instanceof String secret) || secret.length() < MIN_SECRET || secret.length() > MAX_SECRET) {
            throw Problem.invalidField(field, Rule.CONNECTOR_SECRET.reason(MIN_SECRET, MAX_SECRET));
        }
        Reason problem = platform.secretProblem(secret);
        if (problem != null) {
            throw Problem.invalidField(field, problem);
        }
        return secret;
    }
}
