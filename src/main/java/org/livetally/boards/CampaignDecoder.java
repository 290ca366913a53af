package org.livetally.boards;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.CampaignProblem;
import org.livetally.domain.board.BoardCampaign;
import org.livetally.domain.board.BoardCampaign.Member;
import org.livetally.domain.board.BoardCampaign.Opening;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/** What the settings of a campaign say of its board. */
final class CampaignDecoder {
    private CampaignDecoder() {}

    /** @throws Problem 503, if its tallies are not what its ledgers say now */
    static void requireFollowed(Map<String, String> settings) {
        if (!settings.getOrDefault("edition", "").equals(settings.get("built"))) {
            throw Problem.of(503, Rule.CAMPAIGN_BUILDING.reason());
        }
        String problem = settings.get("problem");
        if (problem != null) {
            throw Problem.of(503, CampaignProblem.parse(problem).reason());
        }
    }

    static BoardCampaign campaign(BoardId id, Map<String, String> settings, Map<String, Member> streams) {
        return new BoardCampaign(
                id,
                settings.getOrDefault("title", ""),
                BoardDecoder.number(settings.get("startsAt")),
                BoardDecoder.number(settings.get("endsAt")),
                opening(settings.get("opening")),
                ReplyValues.number(settings, "built"),
                streams);
    }

    private static @Nullable Opening opening(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonObject opening = new JsonObject(json);
        return new Opening(opening.getLong("gmv", 0L), opening.getLong("asOf"), opening.getString("note"));
    }
}
