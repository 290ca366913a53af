import {ApiProblem, api} from '../shared/session.js';

/**
 * Sends one message to the ledger. It may have been recorded also where no answer came, so one must send it again with
 * the same id.
 *
 * @returns {Promise<{id: string, result: 'recorded' | 'duplicate', seq: string}>} the ack
 * @throws {ApiProblem} with the field and the contract's `code`; `unsure` if it may have been recorded
 */
export async function record(message) {
  const answer = await api('POST', '/api/orders', message).catch((problem) => {
    problem.unsure = problem.status === 0 || problem.status >= 500;
    throw problem;
  });
  if (answer.type === 'ack') return answer;
  const {code, field, message: detail, rule, params, retry} = answer;
  throw Object.assign(new ApiProblem(409, {detail, field, rule, params}), {code, unsure: retry});
}
