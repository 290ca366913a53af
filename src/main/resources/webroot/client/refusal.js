/** @import {Reason} from './types.js' */

/** Why a message was not recorded. */
export class Refusal extends Error {
  name = 'Refusal';

  /**
   * @param {{id?: string, code: string, field?: string, message: string, retry?: boolean} & Reason} answer the
   *   server's, or ours in the same words: `outbox_full` and `closed` are said only here
   */
  constructor({id, code, field, message, rule, params, retry = false}) {
    super(message);
    /** @type {string | undefined} */ this.id = id;
    /** One of the closed list of the server, `outbox_full` or `closed`. */ this.code = code;
    /** What is wrong, such as `lines[0].qty`. @type {string | undefined} */ this.field = field;
    /** Which rule was broken: the server's closed list. @type {string | undefined} */ this.rule = rule;
    /** What the rule says of this case. @type {Record<string, unknown> | undefined} */ this.params = params;
    /** Whether the same message may be taken later. */ this.retry = retry;
  }
}

export function closedRefusal() {
  return new Refusal({code: 'closed', message: 'it was closed before there was an answer'});
}
