package org.livetally.campaigns;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What an operator does with campaigns, without a request around it. */
public final class CampaignOperator {
    private final Campaigns campaigns;

    public CampaignOperator(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    public Future<JsonObject> create(String id, JsonObject settings) {
        return campaigns.create(id, CampaignSettings.create(settings));
    }
}
