/** Where the times of a replay stand on the track of its scrubber. Pure arithmetic: times are epoch milliseconds. */

/** Of a show that went on being typed in, refunded or delivered after its end: how much of the track it has. */
const SHOW_SHARE = 0.9;
/** What comes within this time of the end is part of the show. */
const LEAST_AFTER = 60_000;
/** So many steps of the arrow keys lead from one end to the other, about. */
const STEPS = 200;

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const ROUND = [
  ...[1, 2, 5, 10, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30].map((n) => n * DAY),
];

/**
 * The track of a replay. What was recorded after the end of the show, such as refunds of the days that follow, has the
 * last tenth of it, however long it took: otherwise the show would be a hair's breadth.
 */
export class Timeline {
  /** @param {{from: number, to: number, endedAt?: number}} range as the server tells it */
  constructor({from, to, endedAt}) {
    this.from = from;
    this.to = Math.max(from, to);
    const after = endedAt > from && this.to - endedAt > LEAST_AFTER;
    /** The end of the show, where something comes after it. @type {number | undefined} */
    this.end = after ? endedAt : undefined;
  }

  /** A time on the track, 0 to 1. @param {number} at */
  share(at) {
    const time = this.clamp(at);
    if (this.end === undefined) return part(time, this.from, this.to);
    return time <= this.end
      ? SHOW_SHARE * part(time, this.from, this.end)
      : SHOW_SHARE + (1 - SHOW_SHARE) * part(time, this.end, this.to);
  }

  /** The time at a place of the track. @param {number} share 0 to 1; what is beyond is an end of the track */
  at(share) {
    const place = Math.min(1, Math.max(0, share));
    const {from, to, end} = this;
    if (end === undefined) return Math.round(from + place * (to - from));
    return place <= SHOW_SHARE
      ? Math.round(from + (place / SHOW_SHARE) * (end - from))
      : Math.round(end + ((place - SHOW_SHARE) / (1 - SHOW_SHARE)) * (to - end));
  }

  /** @param {number} at */
  clamp(at) {
    return Math.min(this.to, Math.max(this.from, at));
  }

  /** How far an arrow key leads: a round time, longer on a longer track, and of the part in which it is. */
  step(at) {
    const after = this.end !== undefined && at >= this.end;
    const length = after ? (this.to - this.end) * (1 / (1 - SHOW_SHARE)) : (this.end ?? this.to) - this.from;
    return ROUND.find((time) => time >= length / STEPS) ?? ROUND.at(-1);
  }

  /**
   * Round times of the show, for labels below the track.
   *
   * @param {number} most how many have room
   * @param {number} offset of the stream's clock from UTC, in milliseconds: round is what is round there
   * @returns {number[]} oldest first
   */
  ticks(most, offset) {
    const end = this.end ?? this.to;
    const length = end - this.from;
    if (length <= 0 || most < 1) return [];
    const step = ROUND.find((time) => length / time <= most) ?? Math.ceil(length / most / DAY) * DAY;
    const first = Math.ceil((this.from + offset) / step) * step - offset;
    return Array.from({length: Math.max(0, Math.floor((end - first) / step) + 1)}, (_, i) => first + i * step);
  }
}

function part(at, from, to) {
  return to > from ? (at - from) / (to - from) : 0;
}
