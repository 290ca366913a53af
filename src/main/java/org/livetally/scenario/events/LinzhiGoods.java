package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.events.Takings.Sold;

/** The 112 products of Linzhi's new-year festival, with the units that were sold of each in all. */
final class LinzhiGoods {
    private static final long YUAN = 100;
    /** The tills that sell a product of the assortment: each eighth one. */
    private static final int SOME = 8;

    private static final String[] FIELDS = {"category", "series", "origin", "mark"};

    /** The four whose quantities were reported. */
    static final Product APPLE = headline("linzhi-apple", "林芝苹果", "斤", 12, "水果", "林芝苹果");

    static final Product SNOWFLAKE_CAKE = headline("snowflake-cake", "青稞雪花酥", "盒", 68, "糕点", "雪花酥");
    static final Product WALNUT = headline("linzhi-walnut", "林芝核桃", "斤", 18, "坚果", "核桃");
    static final Product CURED_PORK = headline("cured-pork", "藏香猪腊肉", "斤", 85, "肉制品", "藏香猪");

    /**
     * The assortment, a good a line: sku, name, unit, the fields above, and its sizes with price in yuan and units sold. An
     * empty field is "-".
     */
    private static final String ASSORTMENT = """
            yak-jerky|风干牦牛肉|袋|肉制品|牦牛|工布江达县|-|100g 38/1794,200g 72/735,250g 88/400,500g 168/110
            yak-sauce|牦牛肉酱|瓶|调味品|牦牛|工布江达县|-|180g 22/4050,220g 28/2980,280g 35/1150,400g 48/920
            tibetan-chicken|林芝藏鸡|只|肉制品|藏鸡|巴宜区|-|800g 98/930,1kg 118/640,1.2kg 138/420,1.5kg 168/180
            chicken-egg|藏鸡蛋|盒|蛋|藏鸡|巴宜区|-|10枚 32/2400,20枚 60/950,30枚 88/520,60枚 168/110
            pork-sausage|藏香猪香肠|袋|肉制品|藏香猪|工布江达县|工布江达藏香猪|250g 36/2390,500g 68/580,1kg 128/510,2kg 248/220
            pork-ham|藏香猪火腿|盒|肉制品|藏香猪|米林县|工布江达藏香猪|200g 58/980,500g 138/350,1kg 268/84,3kg 788/44
            matsutake-dry|米林松茸干片|袋|菌类|松茸|米林县|米林松茸|30g 58/1080,50g 88/270,80g 138/220,100g 168/220
            matsutake-sauce|松茸酱|瓶|调味品|松茸|米林县|米林松茸|120g 28/1220,160g 36/840,200g 42/590,280g 58/580
            morel|羊肚菌|袋|菌类|山珍|波密县|波密羊肚菌|30g 48/2200,50g 78/510,80g 118/180,100g 148/400
            fungus|高山木耳|袋|菌类|山珍|察隅县|-|100g 22/3520,150g 32/1560,250g 48/670,500g 88/660
            gastrodia|波密天麻|盒|药材|天麻|波密县|波密天麻|50g 68/910,100g 128/190,200g 248/230,250g 298/120
            ganoderma|灵芝切片|盒|药材|灵芝|巴宜区|林芝灵芝|50g 58/1400,100g 108/610,200g 208/170,250g 258/140
            spore|灵芝孢子粉|盒|药材|灵芝|巴宜区|林芝灵芝|20g 98/370,30g 138/210,60g 268/110,100g 428/120
            medog-tea|墨脱红茶|盒|茶叶|墨脱茶|墨脱县|墨脱茶|50g 58/1040,100g 108/650,200g 198/340,250g 238/210
            medog-green|墨脱绿茶|盒|茶叶|墨脱茶|墨脱县|墨脱茶|50g 62/620,100g 118/340,200g 218/190,250g 268/88
            yigong-tea|易贡云雾茶|盒|茶叶|易贡茶|波密县|易贡茶|50g 48/910,100g 88/350,200g 168/140,250g 198/110
            honey|高原野蜂蜜|瓶|蜂产品|蜂蜜|察隅县|-|250g 48/760,350g 65/870,500g 88/750,1kg 168/260
            chayu-rice|察隅大米|袋|粮油|察隅米|察隅县|-|1kg 18/3450,2kg 35/2080,2.5kg 42/620,5kg 82/600
            kiwi|察隅猕猴桃|箱|水果|热河谷|察隅县|察隅猕猴桃|1kg 28/2820,2kg 52/690,2.5kg 65/730,5kg 118/460
            orange|墨脱柑橘|箱|水果|热河谷|墨脱县|-|1kg 22/2470,2kg 42/1010,2.5kg 50/900,5kg 96/220
            lemon|墨脱柠檬|箱|水果|热河谷|墨脱县|-|1kg 24/2790,2kg 45/1060,2.5kg 55/1140,5kg 105/420
            chilli|朗县辣椒|袋|调味品|朗县辣椒|朗县|朗县辣椒|50g 12/5860,100g 22/2280,200g 40/760,250g 48/480
            chilli-sauce|朗县辣椒酱|瓶|调味品|朗县辣椒|朗县|朗县辣椒|180g 18/4500,220g 22/2340,280g 28/1210,400g 38/710
            walnut-oil|朗县核桃油|瓶|粮油|核桃|朗县|朗县核桃|250ml 68/1220,375ml 98/590,500ml 128/220,750ml 188/310
            barley-wine|青稞酒|瓶|酒水|青稞|巴宜区|-|125ml 22/4580,250ml 42/1610,500ml 78/760,750ml 112/220
            tsampa|青稞糌粑|袋|粮油|青稞|米林县|-|500g 18/2500,800g 28/2300,1kg 34/1010,2kg 64/260
            apple-chip|苹果脆片|袋|糕点|林芝苹果|米林县|林芝苹果|50g 12/4420,80g 18/3480,120g 26/2090,200g 41/830
            """;

    private LinzhiGoods() {}

    private static Product headline(String sku, String name, String unit, long price, String category, String series) {
        Details details = Details.NONE
                .with("category", category)
                .with("series", series)
                .with("origin", "西藏林芝")
                .with("mark", name);
        return new Product(sku, name, unit, price * YUAN, details);
    }

    /** What was sold of the assortment. */
    static List<Sold> assortment() {
        List<Sold> sold = new ArrayList<>();
        for (String line : ASSORTMENT.split("\n")) {
            String[] cells = line.split("\\|");
            for (String size : cells[7].split(",")) {
                sold.add(sold(cells, size.split("[ /]")));
            }
        }
        return sold;
    }

    private static Sold sold(String[] cells, String[] size) {
        Details details = Details.NONE.with("spec", size[0]);
        for (int i = 0; i < FIELDS.length; i++) {
            String text = cells[i + 3];
            details = text.equals("-") ? details : details.with(FIELDS[i], text);
        }
        String sku = cells[0] + "-" + size[0].replace("枚", "pc");
        Product product = new Product(sku, cells[1] + " " + size[0], cells[2], Long.parseLong(size[1]) * YUAN, details);
        return new Sold(product, Long.parseLong(size[2]), SOME);
    }
}
