package org.livetally.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.Networks;

/**
 * The address of the client: that of the peer or, if the peer is a trusted proxy, the one that the proxy reports. Each
 * proxy appends the address that it sees to {@code X-Forwarded-For}. Entries left of the first untrusted address are
 * ignored, since clients can forge them.
 */
public final class ClientAddress {
    public static final String HEADER = "X-Forwarded-For";

    private ClientAddress() {}

    /**
     * The address; null if the peer has none, as on a unix socket.
     *
     * @param forwarded the values of all headers {@value #HEADER}, in order
     */
    public static @Nullable InetAddress of(@Nullable SocketAddress peer, List<String> forwarded, Networks trusted) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
        String[] hops = String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && address != null && trusted.contain(address); i--) {
            InetAddress before = NetUtil.createInetAddressFromIpAddressString(hops[i].strip());
            if (before == null) {
                break; // not an address: the proxy itself is all that is known
            }
            address = before;
        }
        return address;
    }

    /** The address of whoever sent this request, for people to read; {@code unknown} if the peer has none. */
    public static String text(HttpServerRequest request, Networks trusted) {
        InetAddress known = peer(request);
        SocketAddress socket = known == null ? null : new InetSocketAddress(known, 0);
        InetAddress client = of(socket, request.headers().getAll(HEADER), trusted);
        return client == null ? "unknown" : NetUtil.toAddressString(client);
    }

    /** Whether whoever connected is in these networks. */
    static boolean isFrom(HttpServerRequest request, Networks networks) {
        InetAddress peer = peer(request);
        return peer != null && networks.contain(peer);
    }

    private static @Nullable InetAddress peer(HttpServerRequest request) {
        io.vertx.core.net.SocketAddress peer = request.remoteAddress();
        String host = peer == null ? null : peer.hostAddress();
        return host == null ? null : NetUtil.createInetAddressFromIpAddressString(host);
    }
}
