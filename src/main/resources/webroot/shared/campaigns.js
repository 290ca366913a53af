import {api} from './session.js';

/**
 * The campaigns, newest first, each with the id of its board, as pages need it that offer boards of streams and of
 * campaigns. Only operators of all streams may see them: for others there are none.
 *
 * @param {import('./session.js').Session} who
 */
export async function campaigns({auth, role, streams}) {
  if (auth && (role !== 'operator' || streams)) return [];
  const found = await api('GET', '/api/campaigns');
  return found.campaigns.map((campaign) => ({...campaign, id: `@${campaign.id}`}));
}
