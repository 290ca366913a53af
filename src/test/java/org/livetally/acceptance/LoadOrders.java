package org.livetally.acceptance;

/** Orders of many kinds by number: the same number is always the same order, byte for byte. */
final class LoadOrders {
    static final int PRODUCTS = 60;
    static final int GROUPS = 70;
    static final int CITIES = 55;
    static final int BUYERS = 40_000;

    private static final String[] CHANNELS = {"wsnb", "tmall", "live", "offline-store"};

    private final String stream;
    private final long startedAt;

    LoadOrders(String stream, long startedAt) {
        this.stream = stream;
        this.startedAt = startedAt;
    }

    /** The sum of its lines, in minor units. */
    static long amount(int number) {
        return line(number) + (hasSecondLine(number) ? line(number / 4) : 0);
    }

    static int units(int number) {
        return qty(number) + (hasSecondLine(number) ? 1 : 0);
    }

    /** Escapes Chinese, since strings with one byte per character are written much faster. */
    String json(int number) {
        StringBuilder json = new StringBuilder(320);
        json.append("{\"type\":\"order\",\"id\":\"order-").append(number);
        json.append("\",\"stream\":\"").append(stream);
        json.append("\",\"channel\":\"").append(CHANNELS[number % CHANNELS.length]);
        json.append("\",\"buyer\":{\"id\":\"u-").append(number % BUYERS);
        json.append("\",\"group\":\"\\u793e\\u533a ").append(number % GROUPS);
        json.append("\",\"city\":\"\\u57ce ").append(number % CITIES);
        json.append("\"},\"lines\":[{\"sku\":\"sku-").append(number % PRODUCTS);
        json.append("\",\"qty\":").append(qty(number));
        json.append(",\"amount\":").append(line(number)).append('}');
        if (hasSecondLine(number)) {
            json.append(",{\"sku\":\"sku-").append((number + 1) % PRODUCTS);
            json.append("\",\"qty\":1,\"amount\":").append(line(number / 4)).append('}');
        }
        return json.append("],\"at\":")
                .append(startedAt - number % 600 * 1_000L)
                .append('}')
                .toString();
    }

    private static boolean hasSecondLine(int number) {
        return number % 4 == 0;
    }

    private static int qty(int number) {
        return 1 + number % 3;
    }

    private static long line(int number) {
        return number % 997 * 7_919L % 400_000;
    }
}
