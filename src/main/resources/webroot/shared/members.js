/** The streams of a campaign: those that are live, and how many are not. */
import {t} from './i18n.js';
import {isOver} from './session-time.js';

/** In this order the others are told. */
const QUIET = ['ended', 'scheduled', 'gone'];

/** The status of a campaign in words: it is live as streams are, but not on air. */
export const campaignStatus = (status) => t(`campaign-${status}`);

/**
 * @typedef {{id: string, title?: string, status: string, gmv: number, orders: number}} Member
 *
 * @param {Record<string, Omit<Member, 'id'>>} streams of the section `campaign`
 * @returns {{members: Member[], isLive: boolean, counts: [status: string, n: number][]}} the members to show, by GMV:
 *   the live ones, or all if none is live; and how many of each other status there are
 */
export function standing(streams) {
  const all = Object.entries(streams)
    .map(([id, stream]) => ({gmv: 0, orders: 0, ...stream, id}))
    .sort((a, b) => b.gmv - a.gmv || (a.id < b.id ? -1 : 1));
  const live = all.filter(({status}) => status === 'live');
  const told = ({status}) => (isOver(status) ? 'ended' : status);
  const counts = QUIET.map((status) => [status, all.filter((stream) => told(stream) === status).length]);
  return {
    members: live.length > 0 ? live : all,
    isLive: live.length > 0,
    counts: counts.filter(([, n]) => n > 0),
  };
}
