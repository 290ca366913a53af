package org.livetally.groups;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.rule.Rule;
import org.livetally.http.FieldRules;
import org.livetally.http.Problem;
import org.livetally.http.RowErrors;
import org.livetally.tables.TableFormat;
import org.livetally.tables.TableReader;
import org.livetally.wire.MessageLimits;

/** Groups as an operator sends them, read row by row. Every bad row is named, and nothing is taken if there is one. */
final class GroupInput {
    static final String GROUP = "group";
    static final String PARENT = "parent";
    static final String HEAD_COUNT = "headCount";
    static final TableReader.Columns COLUMNS =
            new TableReader.Columns(List.of(GROUP, PARENT, HEAD_COUNT), Set.of(GROUP));
    private static final long MAX_HEADS = 1_000_000_000;

    private final Map<String, @Nullable Group> groups = new LinkedHashMap<>();
    /** Where each group stands: the number of its row, or its name. */
    private final Map<String, Object> places = new HashMap<>();

    private final RowErrors errors;

    private GroupInput(String key) {
        this.errors = new RowErrors(key);
    }

    /**
     * Parses a JSON object, group to {@code {"parent","headCount"}}, or to null to remove it.
     *
     * @throws Problem 400 that names the bad ones
     */
    static GroupInput of(JsonObject listed) {
        GroupInput input = new GroupInput(GROUP);
        listed.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject group) {
                input.add(entry.getKey(), entry.getKey(), group);
            } else if (entry.getValue() == null) {
                input.remove(entry.getKey());
            } else {
                input.errors.add(entry.getKey(), GROUP, Rule.GROUP_OBJECT.reason());
            }
        });
        input.errors.throwIfAny();
        return input;
    }

    /**
     * Parses a file for spreadsheets.
     *
     * @throws Problem 400 that names the bad rows
     */
    static GroupInput of(TableFormat format, Buffer file) {
        GroupInput input = new GroupInput("row");
        TableReader.read(format, file, COLUMNS, input.errors, row -> {
            JsonObject group = new JsonObject().put(PARENT, row.text(PARENT)).put(HEAD_COUNT, row.integer(HEAD_COUNT));
            input.add(row.number(), row.text(GROUP), group);
        });
        input.errors.throwIfAny();
        return input;
    }

    /** A tree of an earlier version may have the group under a name that is not in its normal form. */
    private void remove(String name) {
        groups.put(name, null);
        groups.putIfAbsent(Text.normal(name), null);
    }

    private void add(Object row, String name, JsonObject given) {
        int before = errors.count();
        String group = check(row, () -> FieldRules.text(GROUP, name, 1, MessageLimits.MAX_NAME));
        String parent = check(row, () -> parent(given.getValue(PARENT)));
        Long heads = check(row, () -> heads(given.getValue(HEAD_COUNT)));
        Object first = places.putIfAbsent(group == null ? name : group, row);
        if (first != null) {
            errors.add(row, GROUP, Rule.SKU_TWICE.reason(errors.key(), first));
        }
        if (errors.count() == before && group != null) {
            groups.put(group, new Group(parent, heads));
        }
    }

    /** Checks one field of a row. */
    @FunctionalInterface
    private interface Check<T> {
        @Nullable
        T value();
    }

    private <T> @Nullable T check(Object row, Check<T> check) {
        try {
            return check.value();
        } catch (Problem problem) {
            errors.add(row, Objects.requireNonNull(problem.field()), Objects.requireNonNull(problem.reason()));
            return null;
        }
    }

    private static @Nullable String parent(@Nullable Object value) {
        return value == null
                        || value instanceof String text && Text.normal(text).isEmpty()
                ? null
                : FieldRules.text(PARENT, value, 1, MessageLimits.MAX_NAME);
    }

    private static @Nullable Long heads(@Nullable Object value) {
        return value == null || value.equals("") ? null : FieldRules.integer(HEAD_COUNT, value, 1, MAX_HEADS);
    }

    /**
     * The tree that these groups form in place of another one.
     *
     * @throws Problem 400 that names the bad groups
     */
    GroupTree replacing() {
        return checked(new GroupTree(Map.of()).with(groups));
    }

    /**
     * The tree after these groups have changed.
     *
     * @throws Problem 400 that names the bad groups
     */
    GroupTree changing(GroupTree before) {
        return checked(before.with(groups));
    }

    private GroupTree checked(GroupTree tree) {
        tree.check((group, field, reason) -> errors.add(places.getOrDefault(group, group), field, reason));
        errors.throwIfAny();
        return tree;
    }
}
