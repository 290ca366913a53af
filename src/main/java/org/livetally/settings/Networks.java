package org.livetally.settings;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A set of networks, given as addresses or as prefixes in CIDR notation. */
public final class Networks {
    public static final Networks NONE = new Networks(List.of());

    /**
     * Where only a machine itself or its own network can go, addresses that lead there by another name, and those that are
     * no machine's (RFC 6890 and its successors).
     */
    public static final Networks PRIVATE = of(
            "private networks",
            List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8"));

    private final List<IpSubnetFilterRule> rules;

    private Networks(List<IpSubnetFilterRule> rules) {
        this.rules = rules;
    }

    /**
     * Parses texts such as {@code 127.0.0.1}, {@code 10.0.0.0/8} and {@code fd00::/8}. Names are not looked up but
     * refused.
     *
     * @param setting the name that the exception gives
     * @throws SettingException if one of the texts is not a network
     */
    static Networks of(String setting, List<String> texts) {
        return new Networks(texts.stream().map(text -> rule(setting, text)).toList());
    }

    private static IpSubnetFilterRule rule(String setting, String text) {
        String[] parts = text.split("/", -1);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        try {
            if (address != null && parts.length <= 2) {
                int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * Byte.SIZE;
                return new IpSubnetFilterRule(parts[0], prefix, IpFilterRuleType.ACCEPT);
            }
        } catch (IllegalArgumentException e) { // not a number, or more bits than the address has
            throw invalid(setting);
        }
        throw invalid(setting);
    }

    private static SettingException invalid(String setting) {
        return new SettingException(setting, "must be like 127.0.0.1,10.0.0.0/8,fd00::/8");
    }

    /** Whether one of the networks contains this address. */
    public boolean contain(InetAddress address) {
        return rules.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(address, 0)));
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
