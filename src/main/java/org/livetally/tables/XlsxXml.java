package org.livetally.tables;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One part of an Excel workbook, read from front to end. Elements are known by their local names, since namespaces
 * differ between editions of the standard. The part comes from strangers: it can neither refer to anything outside, nor
 * define entities, nor nest deeper than workbooks do.
 */
final class XlsxXml {
    private static final int MAX_DEPTH = 64;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private int depth;

    XlsxXml(InputStream part) throws XMLStreamException {
        xml = FACTORY.createXMLStreamReader(part);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Goes on; false at the end. */
    boolean next() throws XMLStreamException {
        if (!xml.hasNext()) {
            return false;
        }
        int event = xml.next();
        if (event == XMLStreamReader.START_ELEMENT && ++depth > MAX_DEPTH) {
            throw new XMLStreamException("nested too deep");
        }
        if (event == XMLStreamReader.END_ELEMENT) {
            depth--;
        }
        return true;
    }

    boolean isStart(String element) {
        return xml.isStartElement() && xml.getLocalName().equals(element);
    }

    boolean isEnd(String element) {
        return xml.isEndElement() && xml.getLocalName().equals(element);
    }

    /** The attribute of the element that starts here; null if it has none. */
    @Nullable
    String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** The text of the element that starts here, which has no elements in it. Goes on to its end. */
    String text() throws XMLStreamException {
        depth--;
        return xml.getElementText();
    }

    /** The text of the element that starts here, in several fonts maybe, without its pronunciation. Goes on to its end. */
    String richText(String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean spoken = false;
        while (next() && !isEnd(element)) {
            spoken = isStart("rPh") || spoken && !isEnd("rPh");
            if (isStart("t") && !spoken) {
                text.append(text());
            }
        }
        return XlsxText.read(text.toString());
    }
}
