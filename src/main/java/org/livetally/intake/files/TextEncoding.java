package org.livetally.intake.files;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.tables.Cell;
import org.livetally.tables.CsvTable;

/**
 * How the text of a file is encoded: by its byte order mark, as UTF-8 if all of it is, or as a person says who has seen how
 * it reads. It is never guessed, since any bytes are some text in GB18030.
 *
 * @param name null if nobody knows
 * @param mark the length of its byte order mark
 * @param readings the encodings of which a person must choose, or may
 */
record TextEncoding(@Nullable Charset name, int mark, List<Charset> readings) {
    /** The encoding of Chinese Excel's CSV; it contains GBK and GB2312. */
    static final Charset GB18030 = Charset.forName("GB18030");

    private static final List<Charset> KNOWN =
            List.of(StandardCharsets.UTF_8, GB18030, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    /** Maximum of characters beyond ASCII that both encodings can have by chance, when none is in the header. */
    private static final int FEW = 64;

    private static final int SHOWN_BYTES = 16 << 10;
    private static final int SHOWN_ROWS = 5;

    /**
     * The encoding of a file.
     *
     * @param said what the operator says of it; null for nothing
     * @throws Problem 400, if not all of it is in that encoding, or in the one of its mark
     */
    static TextEncoding of(Spool file, @Nullable String said) throws IOException {
        TextEncoding marked = marked(file.start(3));
        Charset named = said == null ? marked.name : named(said);
        if (named != null && marked.name != null && !named.equals(marked.name)) {
            throw Problem.invalidField("encoding", Rule.IMPORT_MARKED.reason(named.name(), marked.name.name()));
        }
        if (named != null) {
            if (!isAll(file, named)) {
                throw Problem.invalidField("encoding", Rule.IMPORT_NOT_ENCODED.reason(named.name()));
            }
            return new TextEncoding(named, marked.mark, List.of());
        }
        if (!isAll(file, StandardCharsets.UTF_8)) {
            return new TextEncoding(null, 0, isAll(file, GB18030) ? List.of(GB18030) : List.of());
        }
        boolean either = isAmbiguous(file) && isAll(file, GB18030);
        return new TextEncoding(
                StandardCharsets.UTF_8, 0, either ? List.of(StandardCharsets.UTF_8, GB18030) : List.of());
    }

    private static TextEncoding marked(byte[] start) {
        int first = start.length < 2 ? 0 : (start[0] & 0xff) << 8 | start[1] & 0xff;
        if (first == 0xfeff || first == 0xfffe) {
            return new TextEncoding(
                    first == 0xfeff ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 2, List.of());
        }
        boolean utf8 = first == 0xefbb && start.length > 2 && start[2] == (byte) 0xbf;
        return new TextEncoding(utf8 ? StandardCharsets.UTF_8 : null, utf8 ? 3 : 0, List.of());
    }

    private static Charset named(String said) {
        String name = said.equalsIgnoreCase("GBK") || said.equalsIgnoreCase("GB2312") ? GB18030.name() : said;
        return KNOWN.stream()
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalidField("encoding", Rule.CHOICE.reason("UTF-8, GB18030, UTF-16LE, UTF-16BE")));
    }

    private static boolean isAll(Spool file, Charset charset) throws IOException {
        Reader reader = new InputStreamReader(file.from(0), charset.newDecoder()); // reports what is malformed
        CharBuffer chars = CharBuffer.allocate(1 << 13);
        try {
            while (reader.read(chars) >= 0) {
                chars.clear();
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether the header tells nothing, and the rest has so few other characters that chance may have made them. */
    private static boolean isAmbiguous(Spool file) throws IOException {
        InputStream bytes = file.from(0);
        boolean inHeader = true;
        int others = 0;
        for (int c = bytes.read(); c >= 0 && others <= FEW; c = bytes.read()) {
            inHeader &= c != '\n';
            others += c < 0x80 ? 0 : inHeader ? FEW + 1 : 1;
        }
        return others > 0 && others <= FEW;
    }

    /** Reads the file from after its mark. */
    Reader reader(Spool file) {
        return new InputStreamReader(file.from(mark), name == null ? StandardCharsets.UTF_8 : name);
    }

    /** How the file begins in each of the encodings that a person chooses from. */
    JsonArray shown(Spool file) throws IOException {
        JsonArray shown = new JsonArray();
        byte[] start = file.start(SHOWN_BYTES);
        for (Charset charset : readings) {
            JsonArray rows = new JsonArray();
            String text = charset.decode(ByteBuffer.wrap(start)).toString();
            String whole = start.length < SHOWN_BYTES ? text : text.substring(0, text.lastIndexOf('\n') + 1);
            CsvForm form = CsvForm.of(whole);
            try {
                CsvTable.read(
                        new InputStreamReader(
                                new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)),
                                StandardCharsets.UTF_8),
                        form.delimiter(),
                        (number, cells) -> {
                            if (rows.size() <= SHOWN_ROWS && !form.skips(number)) {
                                rows.add(new JsonArray(
                                        cells.stream().map(Cell::text).toList()));
                            }
                        });
            } catch (Problem cut) {
                rows.isEmpty(); // a row that ends beyond what is shown
            }
            JsonArray header = rows.isEmpty() ? new JsonArray() : (JsonArray) rows.remove(0);
            shown.add(new JsonObject()
                    .put("name", charset.name())
                    .put("header", header)
                    .put("rows", rows));
        }
        return shown;
    }
}
