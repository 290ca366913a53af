package org.livetally.http.site;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import org.livetally.http.SharedBody;

/** The public contract as documents for programs, OpenAPI and AsyncAPI; {@code GET /api} says where they are. */
final class ApiDocuments {
    private static final String FOLDER = "/api";
    private static final String OPENAPI = FOLDER + "/openapi.json";
    private static final String ASYNCAPI = FOLDER + "/asyncapi.json";

    private final SharedBody list = SharedBody.of(
            new JsonObject()
                    .put("openapi", OPENAPI)
                    .put("asyncapi", ASYNCAPI)
                    .encode()
                    .getBytes(StandardCharsets.UTF_8),
            "application/json");
    private final Assets documents;

    ApiDocuments() {
        var files = Assets.below(FOLDER.substring(1));
        documents = new Assets(path -> files.apply(path.substring(FOLDER.length())), SharedBody.REVALIDATE);
    }

    void mount(Router router) {
        router.get(FOLDER).handler(context -> list.send(context, SharedBody.REVALIDATE));
        documents.mount(router.get(OPENAPI));
        documents.mount(router.get(ASYNCAPI));
    }
}
