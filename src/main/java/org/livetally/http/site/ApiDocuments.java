package org.livetally.http.site;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.livetally.http.SharedBody;

/** The public contract as documents for programs, OpenAPI and AsyncAPI; {@code GET /api} says where they are. */
record ApiDocuments(SharedBody list, SharedBody openApi, SharedBody asyncApi) {
    private static final String JSON = "application/json";
    private static final String OPENAPI = "/api/openapi.json";
    private static final String ASYNCAPI = "/api/asyncapi.json";

    /** Reads them from the class path. */
    static ApiDocuments load() {
        JsonObject list = new JsonObject().put("openapi", OPENAPI).put("asyncapi", ASYNCAPI);
        return new ApiDocuments(
                SharedBody.of(list.encode().getBytes(StandardCharsets.UTF_8), JSON), read(OPENAPI), read(ASYNCAPI));
    }

    private static SharedBody read(String path) {
        try {
            byte[] bytes =
                    Assets.read(path.substring(1)).orElseThrow(() -> new IllegalStateException("no document " + path));
            return SharedBody.of(bytes, JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mount(Router router) {
        router.get("/api").handler(context -> list.send(context, SharedBody.REVALIDATE));
        router.get(OPENAPI).handler(context -> openApi.send(context, SharedBody.REVALIDATE));
        router.get(ASYNCAPI).handler(context -> asyncApi.send(context, SharedBody.REVALIDATE));
    }
}
