package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order.Buyer;

/** The buyers of the 4500-metre stream: mostly new ones, now and then one who comes back. */
final class NaquBuyers {
    /** In percent of all orders. */
    private static final int RETURNING = 7;
    /** Coprime to the range of ids, so it scatters them without repeating one. */
    private static final int SCATTER = 40_503;

    private static final int IDS = 1 << 16;

    private final Random random;
    private final List<Buyer> known = new ArrayList<>();
    private final Weighted<String> cities = new Weighted<String>()
            .add(46, "杭州")
            .add(11, "宁波")
            .add(8, "北京")
            .add(7, "上海")
            .add(6, "拉萨")
            .add(5, "嘉兴")
            .add(4, "绍兴")
            .add(4, "成都")
            .add(3, "温州")
            .add(2, "广州")
            .add(2, "那曲")
            .add(1, "西安")
            .add(1, "重庆");

    /** People of Hangzhou's communities and companies who had ordered together. */
    private final Weighted<String> groups = new Weighted<String>()
            .add(24, "仁爱社区")
            .add(17, "翠苑社区")
            .add(13, "采荷社区")
            .add(11, "西湖区机关工会")
            .add(9, "滨江科创园")
            .add(8, "之江社区")
            .add(6, "钱塘第一医院")
            .add(5, "拱墅实验小学")
            .add(4, "萧山物流公司")
            .add(3, "余杭茶业合作社");

    NaquBuyers(Random random) {
        this.random = random;
    }

    Buyer next() {
        if (!known.isEmpty() && random.nextInt(100) < RETURNING) {
            return known.get(random.nextInt(known.size()));
        }
        String city = cities.draw(random);
        Buyer buyer = new Buyer(id(known.size()), groupIn(city), city);
        known.add(buyer);
        return buyer;
    }

    private @Nullable String groupIn(String city) {
        return city.equals("杭州") && random.nextInt(100) < 72 ? groups.draw(random) : null;
    }

    private static String id(int number) {
        return "u-%04x".formatted((number + 1) * SCATTER % IDS);
    }
}
