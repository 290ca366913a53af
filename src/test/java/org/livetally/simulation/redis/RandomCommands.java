package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Commands with few keys and names, so that they meet; some are wrong. */
final class RandomCommands {
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "10",
            "-7",
            "4503599627370497",
            "9007199254740993",
            "9223372036854775807",
            "-0",
            "01",
            "+1",
            "",
            "x",
            "1.5",
            "-2.25",
            "1e3",
            "0.1",
            "3.3333333333333335",
            "1e17",
            "1e-7",
            "inf",
            "-inf",
            "nan",
            "12345678901234567");

    private final Random random;
    private final List<Supplier<String>> forms = new ArrayList<>();

    RandomCommands(long seed) {
        random = new Random(seed);
        many(() -> "SET k v " + any("", "", "NX", "XX", "PX 100000", "EX 100", "PX 0", "NX XX", "PX x", "KEEP"));
        many(() -> any("GET k", "EXISTS k k k", "DEL k k", "UNLINK k", "PERSIST k", "GET", "EXISTS"));
        many(() -> any("RENAME k k", "EXPIRE k 100", "PEXPIRE k 100000", "EXPIRE k -1", "EXPIRE k n", "PEXPIRE k 0"));
        many(() -> any("HGET k f", "HMGET k f f f", "HGETALL k", "HKEYS k", "HVALS k", "HLEN k", "HEXISTS k f"));
        many(() -> any("HSET k f v", "HSET k f v f v", "HSET k f", "HSET k f v f", "HSETNX k f v", "HDEL k f f"));
        many(() -> any(
                "HINCRBY k f n",
                "HINCRBY k f 5",
                "HSCAN k 0",
                "HSCAN k 0 MATCH *a COUNT 5",
                "HSCAN k x",
                "HSCAN k 0 COUNT 0"));
        many(() -> any(
                "LPUSH k v v",
                "RPUSH k v v v",
                "LTRIM k i i",
                "LRANGE k i i",
                "LLEN k",
                "LRANGE k x 1",
                "LTRIM k 5 2"));
        many(() -> any(
                "SADD k m m",
                "SREM k m m",
                "SCARD k",
                "SMEMBERS k",
                "SISMEMBER k m",
                "SMISMEMBER k m m m",
                "SSCAN k 0 COUNT 100",
                "SADD k"));
        many(() -> "ZADD k "
                + any("", "", "NX", "XX", "GT", "LT", "CH", "GT CH", "NX GT", "XX NX", "INCR", "XX INCR", "GT LT")
                + any(" n m", " n m n m", " 1 m", " n", ""));
        many(() -> any(
                "ZINCRBY k n m", "ZREM k m m", "ZCARD k", "ZSCORE k m", "ZMSCORE k m m m", "ZPOPMIN k", "ZPOPMIN k 2"));
        many(() -> any(
                "ZPOPMIN k 0",
                "ZPOPMIN k -1",
                "ZSCAN k 0",
                "ZCOUNT k s s",
                "ZREMRANGEBYSCORE k s s",
                "ZREVRANGE k i i"));
        many(() ->
                any("ZADD L 0 m 0 m", "ZRANGE L l l BYLEX", "ZRANGE L l l BYLEX REV", "ZRANGE L l l BYLEX LIMIT 0 2"));
        many(() -> "ZRANGE k " + any("i i", "s s BYSCORE", "i i REV", "s s BYSCORE REV", "s s")
                + any(
                        "",
                        "",
                        " WITHSCORES",
                        " LIMIT 1 2",
                        " LIMIT 0 -1",
                        " LIMIT -1 5",
                        " LIMIT 1",
                        " WITHSCORES REV"));
        many(() ->
                any("ZREVRANGE k i i WITHSCORES", "ZRANGEBYSCORE k s s", "ZRANGEBYSCORE k s s WITHSCORES LIMIT 0 2"));
        many(() -> any("ZRANGEBYLEX L l l", "ZRANGEBYLEX L l l LIMIT 0 1", "ZRANGEBYLEX L - +", "ZRANGEBYLEX L a b"));
        many(() -> "XADD k " + any("", "", "", "MAXLEN 3 ", "MAXLEN = 2 ", "MAXLEN -1 ", "MAXLEN x ")
                + any("e", "e", "t", "0-0", "x") + any(" f v", " f v f v", " f", ""));
        many(() -> any(
                "XLEN k",
                "XRANGE k - +",
                "XRANGE k e e",
                "XRANGE k (e + COUNT 2",
                "XREVRANGE k + - COUNT 1",
                "XRANGE k x +"));
        many(() -> any(
                "XREVRANGE k (e - COUNT 3",
                "XREVRANGE k + e",
                "XRANGE k - + COUNT 0",
                "XRANGE k - + COUNT x",
                "XRANGE k (- +"));
        many(() -> any("PFADD k m m", "PFCOUNT k k", "PFMERGE k k", "PFADD k", "PFCOUNT k"));
        many(() ->
                any("NOSUCH k x", "ECHOES", "HGET k", "zadd k 1 m", "hGetAll k", "EVAL return x k", "EVALSHA abc 0"));
    }

    private void many(Supplier<String> form) {
        forms.add(form);
    }

    /** The next command. */
    Args next() {
        String form = forms.get(random.nextInt(forms.size())).get();
        return new Args(java.util.Arrays.stream(form.strip().split("\\s+"))
                .map(word -> Bytes.of(word(word)))
                .toArray(org.luaj.vm2.LuaString[]::new));
    }

    /** Commands that read all of each key. */
    static List<Args> readAll() {
        return IntStream.range(0, 5)
                .mapToObj(key ->
                        List.of("GET", "HGETALL", "SMEMBERS", "LRANGE 0 -1", "ZRANGE 0 -1 WITHSCORES", "XRANGE - +")
                                .stream()
                                .map(command -> command.replaceFirst("^(\\w+)", "$1 key" + key)
                                        .split(" "))
                                .map(RandomCommands::args)
                                .collect(Collectors.toList()))
                .flatMap(List::stream)
                .toList();
    }

    private static Args args(String... words) {
        return new Args(java.util.Arrays.stream(words).map(Bytes::of).toArray(org.luaj.vm2.LuaString[]::new));
    }

    private String any(String... words) {
        return words[random.nextInt(words.length)];
    }

    private String word(String word) {
        return switch (word) {
            case "k" -> "key" + random.nextInt(5);
            case "L" -> "lex"; // all scores are 0: otherwise nothing is promised
            case "f" -> any("a", "b", "c", "aa", "d\u00e9");
            case "v" ->
                random.nextBoolean() ? any(NUMBERS.toArray(String[]::new)) : any("one", "two\r\n", "\u0000\u00ff");
            case "m" -> any("a", "b", "ab", "B", "\u00fe", "c", "d");
            case "n" -> any(NUMBERS.toArray(String[]::new));
            case "i" -> Integer.toString(random.nextInt(9) - 4);
            case "s" -> any("-inf", "+inf", "(1", "1", "0", "(-7", "2.5", "(1.5", "x", "(", "1e3");
            case "l" -> any("-", "+", "[a", "(a", "[b", "(c", "[", "(", "a", "[ab");
            case "e" -> random.nextInt(4) + "-" + random.nextInt(4);
            case "(e" -> "(" + random.nextInt(4) + "-" + random.nextInt(4);
            case "t" -> any("5", "6-*", "18446744073709551615-*", "7", "0-1", "5-", "-", "007");
            default -> word;
        };
    }
}
