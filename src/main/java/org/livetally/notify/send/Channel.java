package org.livetally.notify.send;

import org.jspecify.annotations.Nullable;
import org.livetally.notify.targets.TargetKind;

/** How a kind of target wants to be written to, and how it says no. */
interface Channel {
    /**
     * The request that delivers a batch.
     *
     * @param now epoch ms
     */
    Post post(Batch batch, long now);

    /** The reason why an answer with a good status is a refusal nevertheless; null if it is none. */
    @Nullable
    String refusal(byte[] answer);

    static Channel of(TargetKind kind) {
        return switch (kind) {
            case WEBHOOK -> new WebhookChannel();
            case DINGTALK -> Robot.DINGTALK;
            case FEISHU -> Robot.FEISHU;
            case WECOM -> Robot.WECOM;
            case NTFY -> new NtfyChannel();
        };
    }
}
