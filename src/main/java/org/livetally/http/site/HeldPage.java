package org.livetally.http.site;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page that is put together when it is first asked for, and held from then on; shared by all event loops. All pages
 * together read some 300 modules, which no start has to wait for.
 */
final class HeldPage implements Handler<RoutingContext> {
    private final Supplier<Page> parts;
    private volatile @Nullable Page whole;

    /** @param parts puts the page together; blocks for a moment */
    HeldPage(Supplier<Page> parts) {
        this.parts = parts;
    }

    @Override
    public void handle(RoutingContext context) {
        Page page = whole;
        if (page != null) {
            page.send(context);
        } else {
            context.vertx()
                    .executeBlocking(this::whole, false)
                    .onSuccess(made -> made.send(context))
                    .onFailure(context::fail);
        }
    }

    /** Put together once, however many clients ask at the same time. */
    private synchronized Page whole() {
        Page page = whole;
        if (page == null) {
            page = parts.get();
            whole = page;
        }
        return page;
    }
}
