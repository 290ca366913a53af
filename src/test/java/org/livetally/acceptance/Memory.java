package org.livetally.acceptance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** The memory of a page after garbage collection. */
final class Memory {
    private final CDPSession session;

    Memory(Page page) {
        session = page.context().newCDPSession(page);
        session.send("HeapProfiler.enable");
        session.send("Performance.enable");
    }

    /** Bytes of the JavaScript heap. */
    long heap() {
        return metric("JSHeapUsedSize");
    }

    /** Nodes of the document, and detached nodes that are still referenced. */
    long nodes() {
        return metric("Nodes");
    }

    private long metric(String name) {
        session.send("HeapProfiler.collectGarbage");
        for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject entry = metric.getAsJsonObject();
            if (entry.get("name").getAsString().equals(name)) {
                return entry.get("value").getAsLong();
            }
        }
        throw new AssertionError("no metric " + name);
    }
}
