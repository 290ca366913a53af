package org.livetally.simulation.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;

/** What a script may do and return is what it may in Redis: the rules that the product's scripts rest on. */
final class ScriptAnswersTest {
    private static RealRedis real;

    private final ModelRedis model = new ModelRedis(() -> System.currentTimeMillis() * 1000);

    @BeforeAll
    static void connect() {
        real = new RealRedis();
    }

    @AfterAll
    static void close() {
        real.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return 3.99",
                "return -3.99",
                "return 2^53",
                "return {1, 2.5, 'x', true, false, {3, {}}}",
                "return {1, nil, 3}",
                "return {ok = 'fine'}",
                "return {err = 'ERR mine'}",
                "return redis.status_reply('OK')",
                "return redis.error_reply('MINE because')",
                "return nil",
                "return",
                "return {a = 1, b = 2}",
                "return {KEYS[1], ARGV[1], ARGV[2], #ARGV}",
                "return redis.call('GET', 'nothing')",
                "return tostring(redis.call('GET', 'nothing'))",
                "return redis.call('SET', KEYS[1], 5).ok",
                "return redis.call('SET', KEYS[1], 1.5) and redis.call('GET', KEYS[1])",
                "redis.call('SET', KEYS[1], 12345678901234567) return redis.call('GET', KEYS[1])",
                "redis.call('SET', KEYS[1], 0.1) return redis.call('GET', KEYS[1])",
                "redis.call('SET', KEYS[1], 1e100) return redis.call('GET', KEYS[1])",
                "redis.call('SET', KEYS[1], -0.00001) return redis.call('GET', KEYS[1])",
                "redis.call('SET', KEYS[1], 'v') return redis.call('HGET', KEYS[1], 'f')",
                "redis.call('SET', KEYS[1], 'v') return redis.pcall('HGET', KEYS[1], 'f')",
                "redis.call('SET', KEYS[1], 'v') return redis.pcall('HGET', KEYS[1], 'f').err",
                "redis.call('SET', KEYS[1], 'v') local ok, e = pcall(redis.call, 'HGET', KEYS[1], 'f') return"
                        + " {tostring(ok), type(e)}",
                "redis.call('SET', KEYS[1], true)",
                "redis.call('NOSUCH', KEYS[1])",
                "redis.call('HGET', KEYS[1])",
                "redis.call()",
                "error('a reason', 0)",
                "error('a reason')",
                "error({err = 'MINE a table'})",
                "return undefined",
                "fresh = 1",
                "this is no Lua",
                "return string.format('%.0f|%d|%s|%.2f|%x|%%', 1592208000512, 42.9, 'x', 1.005, 255)",
                "return string.format('%.0f', 0.5) .. string.format('%.0f', 1.5) .. string.format('%.0f', -0.4)",
                "return string.format('%05d', 42)",
                "return {string.match('1592-7', '^(%d+)%-(%d+)$')}",
                "return {string.find('a.b', '.', 1, true), string.byte('\\255'), string.char(0, 255)}",
                "local t = {} for word in string.gmatch('a b  c', '%S+') do t[#t + 1] = word end return t",
                "return {tonumber('10'), tonumber('0x10'), tonumber(' 7 '), tostring(tonumber('')),"
                        + " tostring(tonumber('1x')), tonumber('1e3')}",
                "return {tostring(1e15), tostring(123456), tostring(-7), 5 .. '', tostring(2^31), tostring(0.1),"
                        + " tostring(1 / 3)}",
                "return {7 % 3, -7 % 3, math.floor(-1.5), math.max(1, 3, 2), math.min(4, 2), 2^10}",
                "return {'10' + 5, '3' * '4', 10 / 4 == 2.5, '10' == 10}",
                "local t = {5, 2, 8, 1} table.sort(t, function(a, b) return a > b end) return t",
                "return table.concat({1, 2, 'x'}, ',')",
                "return {unpack({1, 2, 3}, 2, 3)}",
                "return #{unpack({}, 1, 7000)} .. ' ' .. select('#', unpack({}, 1, 7000))",
                "return {unpack({}, 1, 8000)}",
                "local t = {1, 2, 3} t[#t + 1] = 4 t[#t] = nil return #t",
                "local s = 0 for i = 10, 1, -3 do s = s + i end return s",
                "local t = {} for i, v in ipairs({1, 2, nil, 4}) do t[#t + 1] = v end return t",
                "return cjson.decode('{\"a\":[1,2.5,\"x\",null,true],\"b\":{}}').a[2] * 2",
                "return tostring(cjson.decode('[null]')[1] == cjson.null)",
                "return cjson.decode('\"\\\\u00e9\\\\ud83d\\\\ude00\"')",
                "return cjson.decode('9007199254740993')",
                "return cmsgpack.pack({1, -1, 127, 128, 255, 256, 65536, 4294967296, -33, -129, -40000, -3000000000,"
                        + " 1.5, 0.1, 'x'})",
                "return cmsgpack.pack({a = {1, {}}})",
                "return cmsgpack.pack({true, false, 'nil next', string.rep('y', 40), string.rep('z', 300)})",
                "return cmsgpack.pack({1, nil, 3})",
                "local t = {} for i = 1, 20 do t[i] = i end return cmsgpack.pack(t)",
                "return cmsgpack.unpack(cmsgpack.pack({1, -5, 4294967296, 1.5, 'x', {2}}))",
                "return cmsgpack.unpack('\\129\\161a\\007').a",
                "return cmsgpack.unpack('\\147\\001\\192\\003')[3]",
                "return redis.call('TIME')[1] == redis.call('TIME')[1]",
                "return type(redis.call('TIME')[2])",
                "return redis.call('ZADD', KEYS[1], 1.5, 'a') + redis.call('zadd', KEYS[1], 2, 'b')",
                "redis.call('ZADD', KEYS[1], 1.5, 'a', 3, 'b') return redis.call('ZRANGE', KEYS[1], 0, -1,"
                        + " 'WITHSCORES')",
                "redis.call('XADD', KEYS[1], '5-1', 'f', 'v') return redis.call('XRANGE', KEYS[1], '-', '+')",
                "return redis.call('XRANGE', KEYS[1], '-', '+')",
                "return {redis.call('EXISTS', KEYS[1]), redis.call('HMGET', KEYS[1], 'a', 'b')}"
            })
    void aScriptAnswersAsInRedis(String script) {
        String key = "script:answers";
        real.ask(args("DEL", key));
        Args call = args("EVAL", script, "1", key, "one", "t\u00e9\u0000");
        assertEquals(text(real.ask(call)), text(model.execute(new Session(), Texts.wire(call))));
    }

    /** Where in the text an error is differs: "user_script:1:" in Redis. */
    private static String text(Reply reply) {
        return Texts.of(reply)
                .replaceFirst("@?user_script:\\d+:? ", "")
                .replaceFirst("(Error compiling script).*", "$1");
    }

    private static Args args(String... words) {
        return new Args(Stream.of(words).map(Bytes::of).toArray(LuaString[]::new));
    }
}
