package org.livetally.boards;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object of which patches are made.
 *
 * @param name the name on the wire
 * @param value the field's value; null if the object has none
 * @param writer writes a value
 * @param <T> the object
 */
record PatchField<T, V>(String name, Function<T, @Nullable V> value, Writer<V> writer) {

    /** Writes a field. */
    @FunctionalInterface
    interface Writer<V> {
        void write(MergePatchWriter out, String name, V value) throws IOException;
    }

    static <T> PatchField<T, Long> number(String name, Function<T, @Nullable Long> value) {
        return new PatchField<>(name, value, MergePatchWriter::number);
    }

    static <T> PatchField<T, Double> decimal(String name, Function<T, @Nullable Double> value) {
        return new PatchField<>(name, value, MergePatchWriter::decimal);
    }

    static <T> PatchField<T, String> text(String name, Function<T, @Nullable String> value) {
        return new PatchField<>(name, value, MergePatchWriter::text);
    }

    static <T> PatchField<T, Boolean> flag(String name, Function<T, @Nullable Boolean> value) {
        return new PatchField<>(name, value, MergePatchWriter::flag);
    }

    /** Writes the fields that differ; null objects have none. */
    static <T> void write(
            List<? extends PatchField<T, ?>> fields, MergePatchWriter out, @Nullable T now, @Nullable T before)
            throws IOException {
        writeChanged(fields, out, now, before);
        writeGone(fields, out, now, before);
    }

    static <T> void writeChanged(
            List<? extends PatchField<T, ?>> fields, MergePatchWriter out, @Nullable T now, @Nullable T before)
            throws IOException {
        for (int i = 0; i < fields.size(); i++) { // without an iterator for each name of a ranking
            PatchField<T, ?> field = fields.get(i);
            field.writeIfChanged(out, now, before);
        }
    }

    static <T> void writeGone(
            List<? extends PatchField<T, ?>> fields, MergePatchWriter out, @Nullable T now, @Nullable T before)
            throws IOException {
        for (int i = 0; before != null && i < fields.size(); i++) {
            PatchField<T, ?> field = fields.get(i);
            if (field.of(before) != null && field.of(now) == null) {
                out.gone(field.name);
            }
        }
    }

    private void writeIfChanged(MergePatchWriter out, @Nullable T now, @Nullable T before) throws IOException {
        V changed = of(now);
        if (changed != null && !changed.equals(of(before))) {
            writer.write(out, name, changed);
        }
    }

    private @Nullable V of(@Nullable T object) {
        return object == null ? null : value.apply(object);
    }
}
