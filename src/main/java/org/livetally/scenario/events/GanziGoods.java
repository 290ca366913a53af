package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;

/** The 130 products of the county order platform: 26 goods in five sizes each. */
final class GanziGoods {
    private static final int STOCK = 3_000;
    private static final long YUAN = 100;
    private static final String[] FIELDS = {
        "category", "series", "origin", "mark", "supplier", "sellingPoints", "assessment"
    };

    /**
     * A good a line: sku, name, unit, the fields above, and its sizes with promotion and retail price in yuan. An empty
     * field is "-".
     */
    private static final String GOODS = """
            yak-jerky|风干牦牛肉|袋|肉制品|牦牛|色达县|色达牦牛|色达县牦牛产业合作社|高原散养，自然风干|检验合格|80g 24/30,120g 36/45,150g 45/56,250g 72/88,500g 138/168
            yak-floss|牦牛肉松|罐|肉制品|牦牛|色达县|色达牦牛|色达县牦牛产业合作社|老人孩子都能吃|检验合格|60g 19/24,100g 29/36,150g 42/52,200g 55/68,300g 79/98
            yak-sauce|牦牛肉酱|瓶|调味品|牦牛|理塘县|-|理塘高原食品厂|拌面拌饭|检验合格|100g 15/19,180g 22/28,220g 26/32,280g 32/40,400g 45/56
            yak-butter|牦牛酥油|块|乳制品|牦牛|石渠县|-|石渠扎溪卡乳业|打酥油茶|检验合格|100g 18/22,200g 33/40,250g 40/49,400g 62/76,500g 76/92
            milk-curd|牦牛奶渣|袋|乳制品|牦牛|石渠县|-|石渠扎溪卡乳业|奶香酸甜|检验合格|80g 12/15,100g 15/18,150g 21/26,250g 32/39,400g 48/59
            yak-yogurt-dry|牦牛酸奶干|袋|乳制品|牦牛|甘孜县|-|甘孜格萨尔乳业|无添加蔗糖|检验合格|60g 13/16,80g 16/20,100g 19/24,150g 27/34,200g 35/43
            tsampa|青稞糌粑|袋|粮油|青稞|甘孜县|甘孜青稞|甘孜青稞加工园|石磨，现炒|绿色食品|300g 11/14,500g 16/20,800g 24/30,1kg 29/36,2kg 54/66
            barley-noodle|青稞挂面|把|粮油|青稞|道孚县|甘孜青稞|道孚青稞面业|低糖主食|绿色食品|300g 9/12,400g 12/15,500g 14/18,800g 21/26,1.5kg 37/46
            barley-biscuit|青稞饼干|盒|糕点|青稞|炉霍县|甘孜青稞|炉霍雪域饼业|不含反式脂肪|检验合格|100g 10/13,180g 16/20,240g 20/25,360g 28/35,500g 38/47
            barley-flake|青稞麦片|罐|粮油|青稞|甘孜县|甘孜青稞|甘孜青稞加工园|早餐冲饮|绿色食品|200g 17/21,300g 24/30,400g 31/38,600g 44/54,800g 57/70
            barley-wine|青稞酒|瓶|酒水|青稞|康定市|甘孜青稞|康定跑马山酒业|小窖酿造|检验合格|100ml 18/23,250ml 38/47,375ml 52/65,500ml 66/82,750ml 95/118
            matsutake-dry|松茸干片|袋|菌类|松茸|雅江县|雅江松茸|雅江松茸交易市场|手工切片|有机认证|20g 32/40,30g 46/57,50g 72/89,80g 112/138,100g 138/170
            matsutake-sauce|松茸酱|瓶|调味品|松茸|雅江县|雅江松茸|雅江松茸交易市场|颗粒看得见|检验合格|80g 18/23,120g 25/31,160g 32/40,200g 39/48,280g 53/65
            black-fungus|高山黑木耳|袋|菌类|山珍|九龙县|-|九龙山珍合作社|椴木生长|检验合格|80g 14/18,100g 17/22,150g 25/31,250g 39/48,500g 74/91
            morel|羊肚菌|袋|菌类|山珍|丹巴县|-|丹巴美人谷菌业|煲汤|检验合格|20g 26/33,30g 38/47,50g 61/75,80g 95/117,100g 116/143
            pepper|九龙花椒|罐|调味品|九龙花椒|九龙县|九龙花椒|九龙花椒专业合作社|麻香浓|绿色食品|40g 13/16,60g 18/23,80g 23/29,120g 33/41,200g 52/64
            pepper-oil|花椒油|瓶|调味品|九龙花椒|九龙县|九龙花椒|九龙花椒专业合作社|凉拌|检验合格|100ml 15/19,150ml 21/26,200ml 27/34,250ml 33/41,400ml 50/62
            walnut|得荣树椒核桃|袋|坚果|核桃|得荣县|得荣核桃|得荣林业合作社|皮薄仁满|检验合格|250g 12/15,400g 18/23,500g 22/28,1kg 42/52,2kg 80/98
            apple|巴塘苹果|箱|水果|巴塘苹果|巴塘县|巴塘苹果|巴塘水果合作社|日照足，脆甜|绿色食品|4个 14/18,6个 20/25,2kg 28/35,4kg 52/65,5kg 64/79
            apple-chip|苹果脆片|袋|糕点|巴塘苹果|巴塘县|巴塘苹果|巴塘水果合作社|非油炸|检验合格|30g 8/10,50g 12/15,80g 18/22,120g 26/32,200g 41/50
            prickly-pear|仙人掌果汁|瓶|饮料|热河谷|得荣县|-|得荣太阳谷饮品|少见的味道|检验合格|200ml 8/10,250ml 10/13,330ml 12/15,500ml 17/21,1L 31/38
            honey|高原野花蜜|瓶|蜂产品|蜂蜜|乡城县|乡城藏蜜|乡城蜂业合作社|海拔三千米|检验合格|125g 22/28,250g 39/48,350g 52/64,500g 72/88,1kg 136/166
            tea|康定藏茶|盒|茶叶|藏茶|康定市|-|康定锅庄茶业|煮着喝|检验合格|50g 16/20,100g 28/35,150g 40/49,250g 62/76,500g 116/142
            seabuckthorn|沙棘原浆|盒|饮料|沙棘|炉霍县|-|炉霍沙棘产业园|维生素|有机认证|3袋 21/26,5袋 33/41,7袋 45/55,10袋 62/76,15袋 90/110
            potato-noodle|土豆粉条|把|粮油|土豆|德格县|-|德格高原薯业|煮不烂|检验合格|200g 8/10,300g 11/14,500g 16/20,800g 24/30,1kg 29/36
            incense|手工藏香|盒|手工艺|德格藏香|德格县|德格藏香|德格印经院藏香坊|植物原料|非遗工坊|20支 18/23,30支 25/31,50支 38/47,80支 58/71,100支 70/86
            """;

    private GanziGoods() {}

    static List<Product> all() {
        List<Product> products = new ArrayList<>();
        for (String line : GOODS.split("\n")) {
            String[] cells = line.split("\\|");
            for (String size : cells[10].split(",")) {
                products.add(product(cells, size.split("[ /]")));
            }
        }
        return products;
    }

    /** @param size spec, promotion price, retail price */
    private static Product product(String[] cells, String[] size) {
        Details details = Details.NONE.with("spec", size[0]).stock(STOCK);
        for (int i = 0; i < FIELDS.length; i++) {
            String text = cells[3 + i];
            details = text.equals("-") ? details : details.with(FIELDS[i], text);
        }
        String name = cells[1] + " " + size[0];
        String sku =
                cells[0] + "-" + size[0].replace("个", "pc").replace("袋", "bag").replace("支", "pc");
        return new Product(sku, name, cells[2], yuan(size[1]), yuan(size[2]), details);
    }

    private static long yuan(String text) {
        return Long.parseLong(text) * YUAN;
    }
}
