package org.livetally.simulation.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;

/** The model answers what the real Redis answers. */
final class ModelRedisTest {
    private static final int STEPS = 20_000;
    private static final int AT_ONCE = 200;
    private static final Set<String> UNORDERED =
            Set.of("HGETALL", "HKEYS", "HVALS", "HSCAN", "SMEMBERS", "SSCAN", "ZSCAN");

    private final ModelRedis model = new ModelRedis(() -> System.currentTimeMillis() * 1000);
    private final Session session = new Session();

    @ParameterizedTest
    @ValueSource(longs = {1, 0})
    void randomCommandsAreAnsweredAsByRedis(long fixed) {
        long seed = fixed != 0 ? fixed : System.nanoTime();
        RandomCommands commands = new RandomCommands(seed);
        try (RealRedis real = new RealRedis()) {
            real.ask(args("FLUSHALL"));
            for (int step = 0; step < STEPS; step += AT_ONCE) {
                List<Args> some = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    some.add(commands.next());
                }
                some.addAll(RandomCommands.readAll());
                compare("seed " + seed + ", after step " + step, real, some);
            }
        }
    }

    private void compare(String where, RealRedis real, List<Args> commands) {
        List<Reply> replies = real.ask(commands);
        for (int i = 0; i < commands.size(); i++) {
            Args command = commands.get(i);
            Reply answer = execute(command);
            int at = i;
            assertEquals(
                    text(command, replies.get(i)),
                    text(command, answer),
                    () -> where + ", " + at + ": " + Texts.of(command) + "\nbefore: "
                            + commands.subList(Math.max(0, at - 5), at).stream()
                                    .map(Texts::of)
                                    .toList());
        }
    }

    private Reply execute(Args command) {
        return model.execute(session, Texts.wire(command));
    }

    private static Args args(String... words) {
        return new Args(java.util.Arrays.stream(words).map(Bytes::of).toArray(LuaString[]::new));
    }

    /** A reply as a text that is equal for equal ones: the order that Redis does not promise is that of the alphabet. */
    private static String text(Args command, Reply reply) {
        boolean pairs = Set.of("HGETALL", "HSCAN", "ZSCAN").contains(command.word(0));
        return UNORDERED.contains(command.word(0)) ? Texts.sorted(reply, pairs ? 2 : 1) : Texts.of(reply);
    }
}
