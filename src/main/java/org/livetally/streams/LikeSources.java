package org.livetally.streams;

import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.livetally.domain.board.BoardAudience.Source;

/** The sources of likes in the replies of scripts that include {@code part_audience.lua}. */
public final class LikeSources {
    private static final int COLUMNS = 3;

    private LikeSources() {}

    /** By name, those with the most likes first. */
    public static Map<String, Source> of(Response rows) {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (int i = 0; i + COLUMNS <= rows.size(); i += COLUMNS) {
            Response heard = rows.get(i + 2);
            sources.put(
                    rows.get(i).toString(), new Source(rows.get(i + 1).toLong(), heard == null ? 0 : heard.toLong()));
        }
        return sources;
    }
}
