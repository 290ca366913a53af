package org.livetally.notify.send;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Events as a short text for people, in Chinese or English: a line each. */
final class EventText {
    /** A chat that takes only messages with a word in them can ask for this one. */
    private static final String FIRST = "Livetally";

    private final boolean zh;

    private EventText(boolean zh) {
        this.zh = zh;
    }

    /**
     * All events of a batch, the oldest first. A silence that is over is one line.
     *
     * @param maxBytes of the text; what has no room is counted
     */
    static String of(Batch batch, int maxBytes) {
        EventText words = new EventText(batch.target().language().equals("zh"));
        List<JsonObject> events =
                batch.deliveries().stream().map(Delivery::json).toList();
        Set<Object> over = new HashSet<>();
        events.stream()
                .filter(event -> event.getString("type").equals("board.recovered"))
                .forEach(event -> over.add(event.getJsonObject("data").getValue("since")));
        List<String> lines = new ArrayList<>();
        for (JsonObject event : events) {
            boolean isFolded = event.getString("type").equals("board.stale")
                    && over.contains(event.getJsonObject("data").getValue("since"));
            if (!isFolded) {
                lines.add(words.line(event.getString("type"), event.getJsonObject("data")));
            }
        }
        return words.joined(lines, maxBytes);
    }

    private String joined(List<String> lines, int maxBytes) {
        StringBuilder text = new StringBuilder(FIRST);
        for (int i = 0; i < lines.size(); i++) {
            String more = "\n" + say("…还有 " + (lines.size() - i) + " 条", "… and " + (lines.size() - i) + " more");
            String line = "\n" + lines.get(i);
            boolean isLast = i == lines.size() - 1;
            if (bytes(text) + bytes(line) + (isLast ? 0 : bytes(more)) > maxBytes) {
                return text.append(more).toString();
            }
            text.append(line);
        }
        return text.toString();
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private String line(String type, JsonObject data) {
        String title = data.getString("title", "");
        return switch (type) {
            case "stream.started" -> say("直播开始：" + title, "“" + title + "” is live");
            case "stream.ended" -> ended(title, data);
            case "goal.reached" ->
                say(
                        title + " 达成目标 " + money(data, "goal") + "，成交额 " + money(data, "gmv"),
                        "“" + title + "” has reached its goal of " + money(data, "goal") + ": GMV "
                                + money(data, "gmv"));
            case "milestone.reached" -> milestone(title, data);
            case "board.stale" -> say("大屏数据停止更新", "The figures on the screens stand still");
            case "board.recovered" -> recovered(data);
            case "connector.failing" ->
                say(
                        "接入 " + title + "（" + data.getString("stream") + "）出错：" + data.getString("why"),
                        "Connector “" + title + "” of " + data.getString("stream") + " fails: "
                                + data.getString("why"));
            case "import.finished" -> imported(data);
            default -> say("这是一条测试消息", "This is a test");
        };
    }

    private String ended(String title, JsonObject data) {
        JsonObject totals = data.getJsonObject("totals");
        JsonObject money = data.copy().put("gmv", totals.getValue("gmv"));
        return say(
                "直播结束：" + title + "，成交额 " + money(money, "gmv") + "，订单 " + totals.getValue("orders"),
                "“" + title + "” has ended: GMV " + money(money, "gmv") + ", orders " + totals.getValue("orders"));
    }

    private String milestone(String title, JsonObject data) {
        String gmv = money(data, "gmv");
        return data.containsKey("percent")
                ? say(
                        title + " 完成目标的 " + data.getValue("percent") + "%，成交额 " + gmv,
                        "“" + title + "” is at " + data.getValue("percent") + " % of its goal: GMV " + gmv)
                : say(title + " 成交额突破 " + money(data, "amount"), "“" + title + "” has passed " + money(data, "amount"));
    }

    private String recovered(JsonObject data) {
        long seconds = TimeUnit.MILLISECONDS.toSeconds(data.getLong("until") - data.getLong("since"));
        return say("大屏数据恢复更新，中断 " + seconds + " 秒", "The figures on the screens move again, after " + seconds + " s");
    }

    private String imported(JsonObject data) {
        long recorded = data.getLong("recorded", 0L);
        String file = data.getString("file", "");
        return say(
                "文件 " + (file.isEmpty() ? "" : file + " ") + "导入 " + data.getString("stream") + " 完成，记录 " + recorded
                        + " 条",
                "The import of " + (file.isEmpty() ? "a file" : file) + " into " + data.getString("stream")
                        + " has finished: recorded " + recorded);
    }

    /** An amount as people write it: {@code CNY 1,234.50}. */
    private static String money(JsonObject data, String field) {
        int digits = data.getInteger("currencyDigits", 0);
        String pattern = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
        return data.getString("currency") + " "
                + new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(BigDecimal.valueOf(data.getLong(field, 0L), digits));
    }

    private String say(String chinese, String english) {
        return zh ? chinese : english;
    }
}
