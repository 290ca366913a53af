package org.livetally.tables;

import java.util.Locale;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an Excel workbook, which is a ZIP file of XML (ECMA-376), and how they refer to each other.
 *
 * @param zip the file
 */
record XlsxParts(ZipReader zip) {

    /** The first sheet. */
    XlsxXml firstSheet() throws ZipException, XMLStreamException {
        String workbook = workbook();
        XlsxXml xml = open(workbook);
        while (xml.next()) {
            if (xml.isStart("sheet")) {
                return open(required(target(workbook, "Id", lower(xml.attribute("id")))));
            }
        }
        throw new ZipException("no sheet");
    }

    /** The texts that cells refer to; null if the workbook has none. */
    @Nullable
    XlsxXml sharedStrings() throws ZipException, XMLStreamException {
        String target = target(workbook(), "Type", "/sharedstrings");
        return target == null ? null : open(target);
    }

    /** The formats of cells; null if the workbook has none. */
    @Nullable
    XlsxXml styles() throws ZipException, XMLStreamException {
        String target = target(workbook(), "Type", "/styles");
        return target == null ? null : open(target);
    }

    /** Whether the workbook counts days from 1904, as those of old Macs do. */
    boolean isSince1904() throws ZipException, XMLStreamException {
        XlsxXml xml = open(workbook());
        while (xml.next()) {
            if (xml.isStart("workbookPr")) {
                String value = lower(xml.attribute("date1904"));
                return value.equals("1") || value.equals("true");
            }
        }
        return false;
    }

    private String workbook() throws ZipException, XMLStreamException {
        return required(target("", "Type", "/officedocument"));
    }

    private static String required(@Nullable String part) throws ZipException {
        if (part == null) {
            throw new ZipException("a part is missing");
        }
        return part;
    }

    /**
     * The part that another one refers to, in lower case; null if there is none.
     *
     * @param attribute by which the reference is found, {@code Id} or {@code Type}
     * @param value an id, or the end of a type, whose beginning differs between editions of the standard
     */
    private @Nullable String target(String from, String attribute, String value)
            throws ZipException, XMLStreamException {
        String folder = from.substring(0, from.lastIndexOf('/') + 1);
        XlsxXml references = open(folder + "_rels/" + from.substring(folder.length()) + ".rels");
        while (references.next()) {
            if (references.isStart("Relationship")) {
                String found = lower(references.attribute(attribute));
                if (attribute.equals("Id") ? found.equals(value) : found.endsWith(value)) {
                    String target = lower(references.attribute("Target"));
                    return target.startsWith("/") ? target.substring(1) : folder + target;
                }
            }
        }
        return null;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private XlsxXml open(String part) throws ZipException, XMLStreamException {
        return new XlsxXml(zip.open(part));
    }
}
