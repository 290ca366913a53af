package org.livetally.access;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.wire.CloseCode;

/** The permits of one event loop, and the connections that stay open under them. */
final class Sessions {
    private final Function<Token, @Nullable CloseCode> closeCode;
    private final Set<Held> open = new LinkedHashSet<>();
    /** Connections without a valid token, by their public stream. */
    private final Map<String, Set<Consumer<CloseCode>>> guests = new HashMap<>();

    private record Held(Token token, Consumer<CloseCode> end) {}

    /** @param closeCode why a token is no longer valid; null while it is valid */
    Sessions(Function<Token, @Nullable CloseCode> closeCode) {
        this.closeCode = closeCode;
    }

    Permit permit(Token token) {
        return new Permit() {
            @Override
            public boolean covers(String stream) {
                return token.covers(stream) && closeCode.apply(token) == null;
            }

            @Override
            public boolean coversAll() {
                return token.coversAll() && closeCode.apply(token) == null;
            }

            @Override
            public void hold(Channel channel, Consumer<CloseCode> end) {
                Held held = new Held(token, end);
                open.add(held);
                channel.closeFuture().addListener(closed -> open.remove(held));
            }
        };
    }

    /**
     * A permit for a public stream, which needs no token. It ends when the stream is no longer public, and allows no
     * orders.
     */
    Permit everybody(String stream) {
        return new Permit() {
            @Override
            public boolean covers(String stream) {
                return false;
            }

            @Override
            public boolean coversAll() {
                return false;
            }

            @Override
            public void hold(Channel channel, Consumer<CloseCode> end) {
                guests.computeIfAbsent(stream, first -> new LinkedHashSet<>()).add(end);
                channel.closeFuture().addListener(closed -> leave(stream, end));
            }
        };
    }

    private void leave(String stream, Consumer<CloseCode> end) {
        guests.computeIfPresent(stream, (id, all) -> all.remove(end) && all.isEmpty() ? null : all);
    }

    /** The public streams that somebody watches without a token. */
    Set<String> watchedByGuests() {
        return Set.copyOf(guests.keySet());
    }

    /** Closes the connections that were accepted only because the stream was public. */
    void endGuests(String stream) {
        Set<Consumer<CloseCode>> over = guests.remove(stream);
        if (over != null) {
            over.forEach(end -> end.accept(CloseCode.NOT_PUBLIC));
        }
    }

    /** Passes on the token of each open connection. */
    void forEachToken(Consumer<Token> told) {
        open.forEach(held -> told.accept(held.token));
    }

    /** Closes the connections whose token is no longer valid. */
    void sweep() {
        List<Held> over = new ArrayList<>();
        open.removeIf(held -> closeCode.apply(held.token) != null && over.add(held));
        over.forEach(held -> {
            CloseCode why = closeCode.apply(held.token);
            if (why != null) {
                held.end.accept(why);
            }
        });
    }
}
