package org.livetally.cli;

import java.lang.reflect.AnnotatedElement;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;

/**
 * Environment variables as defaults of options. One that is empty is unset: compose files pass on what nobody set as
 * {@code NAME=}. Blanks and line ends around a value are cut off, since files of variables often have some.
 */
final class Environment implements IDefaultValueProvider {
    /** {@code ${env:NAME}} or {@code ${env:NAME:-otherwise}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)(?::-(.*))?}");

    private final UnaryOperator<@Nullable String> variables;

    Environment(UnaryOperator<@Nullable String> variables) {
        this.variables = variables;
    }

    /** Of this process. */
    static Environment ofThisProcess() {
        return new Environment(System::getenv);
    }

    /** The value of a variable; null if it is unset or empty. */
    @Nullable
    String value(String name) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        Option option = arg.userObject() instanceof AnnotatedElement field ? field.getAnnotation(Option.class) : null;
        Matcher variable = VARIABLE.matcher(option == null ? "" : option.defaultValue());
        if (!variable.matches()) {
            return null;
        }
        String value = value(variable.group(1));
        String otherwise = variable.group(2) == null ? Option.NULL_VALUE : variable.group(2);
        return value == null ? otherwise : value;
    }
}
