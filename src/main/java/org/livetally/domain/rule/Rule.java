package org.livetally.domain.rule;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why the server refuses something. This list is closed: it is part of the wire contract. Programs read the rule's name
 * and parameters; people read the sentence, which is defined only here. A {@code {parameter}} in a sentence is replaced
 * by its value.
 *
 * <p>{@link #NOT_STARTED} and {@link #LIKES_NOT_STARTED}: a message for a scheduled stream is rejected with {@code unknown_stream}. The closed
 * list of codes has none of its own for that case, and sending the message again would not help.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are immutable copies
public enum Rule {
    // Any value
    MISSING("is missing"),
    FIXED("cannot be changed"),
    INTEGER_RANGE("must be an integer from {min} to {max}"),
    MINOR_UNITS_RANGE("must be an integer of minor units from {min} to {max}"),
    STRING_LENGTH("must be a string of 1 to {max} characters"),
    TEXT_LENGTH("must be text of {min} to {max} characters, no control characters"),
    BLANK("must not be blank"),
    CONTROL_CHARACTERS("must hold no control characters"),
    CHOICE("must be one of {choices}"),
    NOT_BOOLEAN("must be true or false"),
    NOT_OBJECT("must be an object"),
    CURRENCY_CODE("must be an ISO 4217 currency code, for example CNY"),
    TIME_ZONE("must be a time zone's region, for example Asia/Shanghai"),
    STREAM_ID("must match [a-z0-9][a-z0-9-]{0,62}"),
    BOARD_ID("must match [a-z0-9][a-z0-9-]{0,62}, after an @ for a campaign"),

    // A frame, a body, an address
    FRAME_BYTES("must be at most {max} bytes"),
    FRAME_MESSAGES("must hold at most {max} messages"),
    FRAME_JSON("must be valid JSON, nested {depth} deep at most"),
    FRAME_END("must hold one JSON object or array, and nothing after it"),
    FRAME_TYPE("must be a JSON object or an array of them"),
    FRAME_ELEMENT("[{index}] must be an object"),
    ONE_OBJECT("must be one JSON object"),
    MESSAGE_BYTES("the message is too large"),
    MESSAGE_TEXT("messages must be text"),
    MESSAGE_UTF8("text must be UTF-8"),
    BODY_JSON("must be JSON in UTF-8"),
    BODY_OBJECT("must be a JSON object"),
    BODY_NOT_JSON("the body is not JSON"),
    BODY_BYTES("the body is too large"),
    BODY_TYPE("send JSON, with Content-Type: application/json"),
    PATH_FORM("the path is not well formed"),
    QUERY_FORM("the query is not well formed: % must be followed by two hexadecimal digits"),
    NO_PATH("there is nothing at this path"),
    NO_METHOD("this path takes other methods"),

    // Messages about orders
    MESSAGE_TYPE("must be {types}"),
    AUDIENCE_TYPE("must be like or order"),
    SERVER_ID("must not begin with {prefix}: the server gives such ids to messages of its own"),
    AUDIENCE_ID("must not begin with {prefix}: orders of viewers have such ids"),
    ORDER_STATUS("must be \"paid\" or \"placed\""),
    ORDER_LINES("must be an array of 1 to {max} lines"),
    LINE_TWICE("is in lines[{index}] as well"),
    STOCK_CHANGE("must be an integer from {min} to {max}, and not 0"),
    SHOW_EMPTY("is missing, and so is sku: a show must say at least one of them"),
    ORDER_TIME("must be epoch milliseconds, from the year 2000 to a minute in the future"),
    ORDER_PREFIX("must begin with {prefix}"),
    ORDER_PRICED("must be a product of the catalogue that has a price"),
    ORDER_AMOUNT("must be {amount}, which is qty times the price"),
    ORDER_VALUE("must be worth at most {max} in all"),
    OTHER_CURRENCY("must be {currency}, the stream's, or left out; it is {given}"),
    RECORDED_OTHERWISE("was recorded before, with other content"),
    NO_ORDER("there is no such order"),
    ORDER_PAID("is paid"),
    ORDER_PAID_REFUND("is paid: refund it"),
    ORDER_CANCELLED("was cancelled"),
    ORDER_UNPAID("the order is not paid"),
    REFUND_LIMIT("must be at most the {max} that were paid and not refunded"),
    NOT_BOUGHT("is not in the order"),
    RETURN_LIMIT("must be at most the {max} that were bought and not returned"),
    SOLD_OUT("is more than the {left} that are left"),
    STOCK_UNCOUNTED("must be a product whose stock is counted"),
    UNIT_ALONE("must come with a qty"),
    DEAL_KIND("must be \"intent\" or \"agreement\""),
    NO_DEAL("there is no such deal"),
    DEAL_INTENT("is an intent: only an agreement can be delivered"),
    DEAL_CANCELLED("was cancelled, and stays so"),
    DEAL_DELIVERED("has deliveries: it cannot be cancelled any more"),
    DELIVERY_LIMIT("must be at most the {max} of the deal that were not delivered"),
    DELIVERY_QTY_LIMIT("must be at most the {max} units of the deal that were not delivered"),
    LIKE_SOURCE("must be one of the stream's {max} sources of likes: it takes no more"),
    NO_STREAM("there is no such stream"),
    NOT_STARTED("has not started: it takes orders once it is live"),
    LIKES_NOT_STARTED("has not started: its likes count once it is live"),
    ENDED("has ended"),
    ENDED_AT("has ended: an order of it must say when it was placed, with an at from {from} to {to}"),
    CLOSED("the books of this stream are closed"),
    NAMES_LIMIT("is a name that the stream does not know yet, and it has {max} of this kind already"),
    STREAM_TOTAL("the stream's total would pass 2^53 - 1"),
    TOKEN_STREAM("must be one that your token is for"),
    AUDIENCE_CLOSED("this stream takes no orders from its audience"),
    AUDIENCE_EVENT("a viewer can send likes and orders, and no other message"),
    AUDIENCE_FULL("this stream has as many orders of its audience as it can take"),
    AUDIENCE_UNPAID("too many orders wait for their payment: send it again later"),
    AUDIENCE_FAST("too many orders at a time: send it again in two seconds"),
    AUDIENCE_CROWD("too many orders at this moment: send it again"),
    QUEUE_FULL("too many messages are waiting: send it again in a moment"),
    STOPPING("the server is stopping: send it again"),
    DATA_BROKEN("the stream's data is inconsistent: an operator must check it"),

    // Streams and their catalogues
    STREAM_EXISTS("stream {stream} exists already"),
    STREAM_UNKNOWN("there is no stream {stream}"),
    STREAM_LIVE("stream {stream} is live: end it first"),
    STREAM_ENDED("stream {stream} has ended"),
    STREAM_CLOSED("the books of stream {stream} are closed"),
    STREAM_SCHEDULED("stream {stream} has not started"),
    STREAM_NOT_CLOSED("stream {stream} is {status}: close its books first"),
    STREAM_ARCHIVED("stream {stream} is archived: restore it first"),
    STREAM_NOT_ARCHIVED("stream {stream} is not archived"),
    ARCHIVE_DIFFERS("stream {stream} is not archived: its audit found {differences} differences, in {tallies}"),
    ARCHIVE_CHANGED("stream {stream} is not archived: it has changed meanwhile, so archive it again"),
    ARCHIVE_FAILED("the archive of stream {stream} cannot be used on this server: {reason}"),
    STREAM_PATH("the id of a stream must match [a-z0-9][a-z0-9-]{0,62}"),
    STREAM_GONE("the stream is gone"),
    BEFORE_START("must not be before the start"),
    FUTURE("must not be in the future"),
    START_WINDOW("must not be in the future, nor more than 30 days ago"),
    PRODUCTS_LIMIT("must be no more than {max}"),
    PRODUCTS_OBJECT("must be an object, sku to {\"name\",\"unit\",\"retailPrice\",\"price\",…}"),
    PRODUCT_OBJECT("must be an object {\"name\",\"unit\",\"retailPrice\",\"price\",…}"),
    GROUPS_LIMIT("must be at most {max} groups"),
    GROUP_OBJECT("must be an object {\"parent\",\"headCount\"}"),
    GROUP_PARENT("must be a group of the tree"),
    GROUP_CYCLE("must not be a group that is below this one"),
    GROUP_DEPTH("must not put the group more than {max} levels deep"),
    GROUPS_BUSY("Too many trees of groups are being read. Try again later."),
    IMAGE_ADDRESS("must be the address of a picture: https://…, http://…, /images/… or /api/streams/…/images/…"),
    CATALOGUES_BUSY("Too many catalogues are being read. Try again later."),
    IMAGE_NAME("must match [a-z0-9][a-z0-9._-]{0,63}"),
    IMAGE_TYPE("must be a PNG, JPEG, GIF or WebP picture"),
    IMAGES_LIMIT("the stream has {max} pictures already: delete one first"),
    IMAGES_SIZE("the stream's pictures would have more than {max} MiB together: delete one first"),
    NO_IMAGE("there is no such picture"),
    IMAGES_BUSY("Too many pictures are being read. Try again later."),
    CSV_UTF8("must be in UTF-8; a spreadsheet saves it as \"CSV UTF-8\""),
    CSV_FORM("must be CSV (RFC 4180): {why}"),
    CSV_HEADER("must begin with a line {columns}"),
    CSV_CELLS("must be in a row of {columns} cells, not {cells}"),
    XLSX_FORM("must be an Excel workbook, a file .xlsx without a password"),
    XLSX_SIZE("must be an Excel workbook that unpacks to at most {max} MiB"),
    COLUMN_UNKNOWN("is not a column; the columns are {columns}"),
    COLUMN_TWICE("occurs twice"),
    SKU_TWICE("duplicates {key} {row}"),
    ROW("{key} {row}: {column} {why}"),

    // Campaigns
    CAMPAIGN_EXISTS("campaign {campaign} exists already"),
    CAMPAIGN_UNKNOWN("there is no campaign {campaign}"),
    CAMPAIGN_MEMBERS("or prefix must be given, and not both"),
    CAMPAIGN_STREAMS("must be an array of the ids of 1 to {max} streams"),
    CAMPAIGN_LIMIT("must be of at most {max} streams; it is of {given}"),
    CAMPAIGN_CURRENCY("must all count in {currency} as the campaign does: stream {stream} counts in {given}"),
    STREAM_TWICE("is in streams[{index}] as well"),
    AFTER_START("must be after startsAt"),

    // What shops and other programs send
    HOOK_UNKNOWN("there is no connector at this address"),
    HOOK_PAUSED("the connector is paused"),
    HOOK_SIGNATURE("none of the connector's secrets made this signature"),
    HOOK_CLOCK("was signed {seconds} s from now, by this server's clock: it must be within {max} s"),
    HOOK_JSON("the body is not JSON in UTF-8"),
    HOOK_FIELD("{name} is missing"),
    HOOK_FORM("{name} has not the documented form"),
    HOOK_AMOUNT("{name} must be an amount with {digits} decimal digits at most, not {given}"),
    HOOK_TIME("{name} must be a time with its offset, not {given}"),
    HOOK_CURRENCY("the currency {given} has no documented minor unit here"),
    HOOK_TOPIC("{topic} moves no money"),
    HOOK_TEST("is a test, which does not count"),
    HOOK_GREETING("is a greeting, which means nothing"),
    HOOK_DOMAIN("comes from {given}: this connector is for {domain}"),
    HOOK_BEFORE("is of an order from before the stream started"),
    HOOK_UNPAID("is not paid"),
    HOOK_NOTHING("moves nothing"),
    HOOK_ELSEWHERE("{topic} does not count: {other} does"),
    HOOK_UNVERIFIED("the form of {topic} is not verified: it does not count"),
    HOOK_BUSY("too many deliveries at a time: send it again"),
    CONNECTOR_UNKNOWN("there is no connector {id}"),
    CONNECTOR_SECRET("must be text of {min} to {max} characters"),
    HOOK_STREAM("must be {stream}, the connector's"),
    CONNECTOR_OPTION("is no option of this kind; its options are: {names}"),
    CONNECTOR_CHANGED("the connector was changed at the same time: look at it again"),
    HOOK_SECRET("must begin with {prefix}, and go on with at least 16 bytes in Base64"),
    CONNECTOR_SECRETS("are {max} already: drop one first"),
    CONNECTOR_LAST_SECRET("is the only one: add another first"),
    CONNECTORS_LIMIT("there are {max} connectors already: delete one first"),
    MONEY_MODE("must be goods or total"),
    PARKED_FULL("too many messages wait for their orders"),

    // Notifications
    NOTIFY_KIND("must be webhook, dingtalk, feishu, wecom or ntfy"),
    NOTIFY_URL(
            "must be an address https://… of at most {max} characters, without a user or a fragment; http://… only where the"
                    + " server runs with --allow-private-targets"),
    NOTIFY_PRIVATE("must not lead to a private, loopback or link-local address, unless the server runs with"
            + " --allow-private-targets"),
    NOTIFY_SECRET("must be text of 1 to {max} printable ASCII characters, without spaces"),
    NOTIFY_WEBHOOK_SECRET("must be whsec_ and 24 to 64 bytes in Base64; leave it out, and the server makes one"),
    NOTIFY_SECRET_AGAIN(
            "must be given anew: with another host or scheme in url, the old one would go to somebody else"),
    NOTIFY_LANGUAGE("must be zh or en"),
    NOTIFY_STREAMS("must be an array of the ids of 1 to {max} streams; leave it out for all"),
    NOTIFY_EVENTS("must be an array of some of {names}; leave it out for all"),
    NOTIFY_COVERED("must be named, each one that your token is for"),
    NOTIFY_MANY("there are {max} notifications already: delete one first"),
    NOTIFY_UNKNOWN("there is no notification {id}"),
    NOTIFY_CHANGED("somebody else changes it at the same time"),

    // Files of tills and shops
    IMPORT_PREFIX("must be at most 24 letters, digits, dots, underscores and hyphens"),
    IMPORT_EMPTY("holds no rows"),
    IMPORT_ROWS("has more than {max} rows or messages: save it as CSV, or in parts"),
    IMPORT_OLD_EXCEL(
            "is an old Excel file, or one with a password: save it as .xlsx without a password, or as CSV UTF-8"),
    IMPORT_ENCODING("is not UTF-8, and is not guessed: choose the one in which the file reads well"),
    IMPORT_NOT_ENCODED("is not that of the file: not all of it is {encoding}"),
    IMPORT_MARKED("is {said}, but the byte order mark of the file says {marked}: leave it out"),
    IMPORT_COLUMN("is in no column that is known: say in the mapping which one holds it"),
    IMPORT_NO_COLUMN("is {column} in the mapping, and the file has no such column"),
    IMPORT_UNIT("must be yuan or fen: the headers do not say what amounts count, and it is not guessed"),
    IMPORT_OTHER_UNIT("is another one than the header of the amounts states"),
    IMPORT_CELL_ERROR("is an error of the spreadsheet, {given}: mend it there"),
    IMPORT_MONEY("must be an amount such as 1,234.50 with {digits} decimal digits at most, not {given}"),
    IMPORT_FEN("must be a whole number of minor units, not {given}"),
    IMPORT_NEGATIVE("must not be negative: it is {given}"),
    IMPORT_QTY("must be a whole number, not {given}"),
    IMPORT_TIME("must be a date and a time with the year first, such as 2022-01-05 13:04:05, not {given}"),
    IMPORT_DATE_ONLY("is a date without a time: say in the mapping at which time"),
    IMPORT_STATUS("is {given}, whose meaning is not known: say it in the mapping"),
    IMPORT_DIFFERS("differs from row {row} of the same order"),
    IMPORT_ORDER_SUM("is {total}, in minor units, but the amounts of the rows of the order add up to {sum}"),
    IMPORT_ID_BLANK("is empty: if the row belongs to the order above, switch that on in the mapping"),
    IMPORT_EXPONENT("has lost its digits in a spreadsheet ({given}): make the column text there, and export it again"),
    IMPORT_LONG_NUMBER(
            "is {given}, a number whose last digits a spreadsheet may have lost: compare it with the shop's"),
    IMPORT_ORDER_AGAIN("is that of row {row}, with other content: the rows of an order must follow each other"),
    IMPORT_SAME_ROW("is the same as row {row}"),
    IMPORT_TOTAL_ROW("is a total, not a sale"),
    IMPORT_STREAM("must be {stream}, or left out"),
    IMPORT_LATE("{orders} orders are not taken by the stream as it is now ({status})"),
    IMPORT_EARLY(
            "{orders} orders, {sum} in minor units together, are from before the start of the stream: it counts them all the same"),
    IMPORT_SUM("the sum of the file is {sum}, and not {confirmed}"),
    IMPORT_RUNNING("another file is being imported: try again when that is done"),

    // Boards, the ledger, QR codes
    NO_BOARD("There is no such board."),
    CAMPAIGN_BUILDING("the campaign is being built from the ledgers of its streams"),
    CAMPAIGN_WENT_BACK(
            "the ledger of stream {stream} went back, and the campaign waits until an operator accepts that"),
    CAMPAIGN_UNREADABLE("the ledger of stream {stream} cannot be read"),
    CAMPAIGN_FULL("a total of the campaign would exceed 2^53 - 1"),
    SECTIONS("must be some of {names}"),
    BIG_ORDERS_RANGE("must be an integer from {min} to {max}, in minor units"),
    ORDERS_OF_STREAM("can be asked of the board of a stream only, not of a campaign"),
    SEQ("must be a seq, such as 1592208000456-0"),
    SEAL("must be a seal: 64 hexadecimal digits, @, and the entry's seq"),
    SEALS_BUSY("Too many seals are being checked. Try again in a moment."),
    REPLAY_TIME("must be epoch milliseconds, or a seq such as 1592208000456-0"),
    REPLAY_ORDERS("must be left out: a replay announces no orders"),
    REPLAY_OF_STREAM("The board of a campaign cannot be replayed. Replay the boards of its streams."),
    REPLAYS_OF_ADDRESS("There are {max} replays from your address already. Close one, or try again later."),
    REPLAYS_FULL("Too many replays are running on this server. Try again later."),
    DOWNLOADS_OF_TOKEN("{max} downloads with your token are running already. Wait for one, or try again later."),
    DOWNLOADS_FULL("Too many downloads are running on this server. Try again later."),
    WITH_AFTER("must not come with after"),
    EMPTY_FILTER("must not be empty; leave it out for all"),
    NOT_RECORDED("there is no message {id} in {stream}"),
    NO_NUMBERS("there is no order {id} in {stream} that has numbers"),
    NO_LOSS("this node knows of no loss in stream {stream}: ask the one whose /health/ready names it"),
    QR_TEXT("must be text of 1 to {max} characters, most of them ASCII, to fit into a QR code"),
    PAGE_ADDRESS("must be the origin of this page, such as https://tally.example"),
    PAGE_BASE("must be the path that stands before those of this server, such as /tally/"),

    // Tokens
    TOKEN_MISSING("This needs a token: Authorization: Bearer …, or ?token=…"),
    TOKEN_BAD("The token is not valid here."),
    TOKEN_EXPIRED("The token has expired."),
    TOKEN_REVOKED("The token was revoked."),
    TOKEN_SCOPE("The token is for another role, or for other streams."),
    TOKEN_UNCHECKED("The server does not know yet whether the token was revoked."),
    TOKENS_OFF("no tokens are required"),
    TOKEN_ID("must be the id of a token"),
    TOKEN_EXPIRY("must be epoch milliseconds, in the future"),
    TOKEN_ROLE("must be producer, screen or operator"),
    TOKEN_STREAMS("must be an array of 1 to {max} ids of streams"),
    TOKEN_LENGTH("are too many for one token: it would be too long to be accepted"),
    TOKEN_LINEAGE("This token has {max} makers already, each made with the one before: use an earlier token."),
    TOKEN_UNKNOWN("This token has made no such token."),
    TOKENS_MADE(
            "This token, or one that it was made with, has made too many tokens that have not expired, or revoked too"
                    + " many unlisted ones ({max}, or {first} for a token from the command line): use another token."),
    TOKENS_REVOKED("{max} tokens are revoked already: use a new secret, and drop the old one, to end all others"),

    // Connections
    VIEWER("must have 1 to {max} characters"),
    SOCKET_ONLY("This is a WebSocket."),
    SOCKET_BODY("The request for a WebSocket must have no body."),
    SOCKET_VERSION("Sec-WebSocket-Version must be {version}."),
    SOCKET_KEY("Sec-WebSocket-Key must be 16 bytes in Base64."),
    SOCKET_ORIGIN("Pages of another origin may not use this socket."),
    PAGE_ORIGIN(
            "Pages of another origin may not change anything here. Behind a proxy, let it pass on the Host that it was"
                    + " asked by."),
    HOST_NAME("This server does not have that name; see --allowed-origins."),
    ADDRESS_CONNECTIONS("There are too many connections from your address. Try again later."),
    CONNECTIONS("There are too many connections. Try again later."),

    // Why the server cannot serve, and what that means for the request
    OUR_MISTAKE("this is an error of the server, which is in its log"),
    REDIS_SILENT("Redis does not answer"),
    REDIS_UNSURE("no answer from Redis; check whether it was done, and try again"),
    REPLICAS_UNSURE("it was done, but too few replicas of Redis have it yet; check whether it is there, and try again"),
    REDIS_SLOW("Redis was too slow"),
    REDIS_NO_WRITES("Redis refuses writes"),
    REDIS_REFUSES("{why} ({code})"),
    REDIS_OTHER("Redis refuses the command"),
    REDIS_READONLY("Redis is a read-only replica"),
    REDIS_MASTERDOWN("Redis is a replica without its primary"),
    REDIS_LOADING("Redis is loading its data"),
    REDIS_NOAUTH("Redis asks for a password"),
    REDIS_WRONGPASS("Redis rejects the user or the password"),
    REDIS_NOREPLICAS("Redis lacks replicas that are in sync"),
    REDIS_CLUSTER("Redis is a node of a cluster that does not serve this key"),
    REDIS_OOM("Redis has reached its maxmemory"),
    REDIS_MISCONF("Redis cannot write to its disk"),
    REDIS_NOPERM("the Redis user lacks a right"),
    REDIS_BUSY("Redis is busy with a script"),
    MEMORY_LOW("Redis uses {percent} % of its {mib} MiB of memory"),
    DISK_LOW("less than {mib} MiB are free for the data directory"),
    DISK_UNKNOWN("the space of the data directory's disk is unknown"),
    WENT_BACK(
            "ledger_went_back: Redis lacks acked messages of this stream; nothing of it is shown until that is settled"),
    WENT_BACK_MESSAGE(
            "ledger_went_back: Redis lacks acked messages of this stream; send it again when that is settled"),
    UNAVAILABLE("{why}."),
    SEND_AGAIN("{why}: send it again"),
    SEND_LATER("{why}: send it again later"),
    UNCHANGED("{why}: nothing was changed, try again later");

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final List<String> parameters;
    /** The texts before the first parameter, between parameters, and after the last. */
    private final List<String> texts;

    private final Reason plain;

    Rule(String sentence) {
        Pattern parameter = Pattern.compile("\\{([a-z]+)}");
        parameters = parameter
                .matcher(sentence)
                .results()
                .map(found -> found.group(1))
                .toList();
        texts = List.of(parameter.split(sentence, -1));
        plain = new Reason(this, List.of());
    }

    /** The rule's name on the wire, for example {@code text_length}. */
    public String wire() {
        return wire;
    }

    /** The names of the parameters, in their order in the sentence. */
    public List<String> parameters() {
        return parameters;
    }

    /** The reason, for a rule without parameters. */
    public Reason reason() {
        if (!parameters.isEmpty()) {
            throw new IllegalStateException(wire + " has parameters: " + parameters);
        }
        return plain;
    }

    /**
     * The reason, for a rule with parameters.
     *
     * @param values the parameters, in their order: texts, integers, or reasons
     */
    public Reason reason(Object... values) {
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException(wire + " has other parameters: " + parameters);
        }
        return new Reason(this, List.of(values));
    }

    /** The sentence with these values filled in. */
    String sentence(List<Object> values) {
        StringBuilder sentence = new StringBuilder(texts.get(0));
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            sentence.append(value instanceof Reason reason ? reason.sentence() : value);
            sentence.append(texts.get(i + 1));
        }
        return sentence.toString();
    }
}
