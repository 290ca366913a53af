package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.livetally.simulation.redis.Recording;

/** Whatever random lives of streams ask of Redis, the model of Redis in the simulation answers alike, and holds the same then. */
final class RecordedCallsTest {
    private static final int LIVES = Integer.getInteger("livetally.lives", 4);

    @Test
    void theModelAnswersWhatRedisAnswered() throws IOException {
        try (Nodes nodes = new Nodes();
                Recording recording = new Recording()) {
            long first = System.nanoTime() & 0xffffff;
            System.out.println("RECORDED: lives from seed " + first);
            Producers producers = nodes.producers();
            CampaignSums campaign = new CampaignSums(nodes);
            List<StreamLife> lives = LongStream.range(first, first + LIVES)
                    .mapToObj(seed -> new StreamLife(nodes, producers, seed))
                    .toList();
            for (StreamLife life : lives) {
                life.during(StreamLife::start);
                life.during(StreamLife::goOn);
                life.during(StreamLife::end);
                life.during(StreamLife::close);
                life.during(StreamLife::check);
            }
            campaign.check(LongStream.range(first, first + LIVES)
                    .mapToObj(seed -> "s" + seed)
                    .toList());
            nodes.close();
            Map<String, Integer> asked = recording.compare();
            System.out.println("RECORDED: " + asked);
            assertTrue(asked.size() > 20, asked::toString);
        }
    }
}
