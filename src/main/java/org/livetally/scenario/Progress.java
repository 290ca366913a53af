package org.livetally.scenario;

/**
 * The progress of a play, reported at most once a minute of the stream.
 *
 * @param minute of the stream, from 1: "minute 12" says that the first 12 minutes are over
 * @param orders acked so far
 * @param gmv value of the acked orders, in minor units
 * @param likes sent so far (after a resumed start: those counted before plus those sent since)
 * @param viewers connected now
 */
public record Progress(int minute, long orders, long gmv, long likes, int viewers) {}
