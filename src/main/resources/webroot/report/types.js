/**
 * The report as `GET /api/reports/{board}` answers it; docs/report.md defines its fields.
 *
 * @typedef {object} Report
 * @property {string} board
 * @property {string} version of the program
 * @property {Stream} stream
 * @property {Ledger} ledger
 * @property {Record<string, number>} totals minor units, and numbers
 * @property {{amount: number, reachedAt?: number}} [goal]
 * @property {{by: 'minute' | 'hour' | 'day', points: {at: number, gmv: number, orders: number}[]}} trend
 * @property {Record<string, {rows: Row[], more: number}>} rankings
 * @property {{count: number, amount: number, rate: number}} refunds
 * @property {{buyers: number, net: number, top: number, topNet: number, share: number, threshold: number,
 *   flagged: boolean}} concentration
 * @property {Record<string, number>} deals
 * @property {{late: {orders: number, gmv: number}, stock: {changes: number, added: number, removed: number},
 *   erasures: number}} corrections
 * @property {Member[]} [streams] of a campaign
 * @property {string} sha256 of all other fields
 *
 * @typedef {object} Stream times are epoch milliseconds
 * @property {string} title
 * @property {string} status
 * @property {string} currency
 * @property {number} currencyDigits
 * @property {string} [timezone]
 * @property {number} [startedAt]
 * @property {number} [endedAt]
 *
 * @typedef {object} Ledger
 * @property {string} [seq] missing of a campaign
 * @property {string} sha256
 * @property {number} messages
 * @property {{at: number, differences: number}} audit
 * @property {{seq: string, at: number, differences: number}} [sealed]
 *
 * @typedef {{stream: string, title: string, status: string, gmv: number, orders: number, seq: string, sha256: string,
 *   messages: number}} Member
 *
 * @typedef {{key: string, name?: string, [measure: string]: unknown}} Row
 */
