package org.livetally.settings;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Some networks, as an operator names them: addresses, or prefixes in CIDR notation. */
public final class Networks {
    public static final Networks NONE = new Networks(List.of());

    private final List<IpSubnetFilterRule> rules;

    private Networks(List<IpSubnetFilterRule> rules) {
        this.rules = rules;
    }

    /**
     * Reads texts such as {@code 127.0.0.1}, {@code 10.0.0.0/8} and {@code fd00::/8}. Nothing is looked up: a name is no network.
     *
     * @param setting is named by the exception
     * @throws SettingException if one is not a network
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
        } catch (IllegalArgumentException e) { // no number, or more bits than there are
            throw bad(setting);
        }
        throw bad(setting);
    }

    private static SettingException bad(String setting) {
        return new SettingException(setting, "must be like 127.0.0.1,10.0.0.0/8,fd00::/8");
    }

    /** Whether one of them has this address in it. */
    public boolean contain(InetAddress address) {
        return rules.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(address, 0)));
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
