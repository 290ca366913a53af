/**
 * What an overlay may show, in the order in which it is offered. A widget says all about itself: the overlay, the
 * options of its address and the page that makes such addresses go through this list.
 */
import {addWords} from '../shared/i18n.js';
import {against} from './widgets/against.js';
import {alert} from './widgets/alert.js';
import {audit} from './widgets/audit.js';
import {campaign} from './widgets/campaign.js';
import {deals} from './widgets/deals.js';
import {fund} from './widgets/fund.js';
import {gmv} from './widgets/gmv.js';
import {goal} from './widgets/goal.js';
import {likes} from './widgets/likes.js';
import {milestone} from './widgets/milestone.js';
import {onAir} from './widgets/on-air.js';
import {qr} from './widgets/qr.js';
import {ticker} from './widgets/ticker.js';
import {top} from './widgets/top.js';

/**
 * @typedef {object} Context
 * @property {object} board undefined until it is there, for widgets that are shown `always`
 * @property {import('../shared/format.js').Currency} currency
 * @property {string} [timezone]
 * @property {number} [min] what the address asks for, in major units
 * @property {import('../lib/livetally-client.js').Board} source where the board comes from
 * @property {boolean} isTall whether the picture is that of a phone, with room for fewer rows in larger letters
 *
 * @typedef {object} Widget
 * @property {string} name in the address
 * @property {{zh: Record<string, string>, en: Record<string, string>}} words `title`, and what else it says; `t` finds
 *   them as `{name}.{word}`
 * @property {{width: number, height: number}} size of a browser source that holds only this one, in pixels
 * @property {string[]} fields of the board
 * @property {(context: Context) => unknown} view `nothing` where there is nothing to show
 * @property {string} [plate] the class of the plate that carries it; widgets with the same plate share it
 * @property {boolean} [inColumn] whether it stands in the column at the lower left
 * @property {boolean} [leads] whether it stands at the top of a tall picture
 * @property {boolean} [onRequest] whether it is shown only by addresses that name it: those that were made before it
 *   was there, and name none, must not change on air
 * @property {'stream' | 'campaign'} [of] what it is of; missing: of both
 * @property {boolean} [live] whether what it listens to is of the present only: in a replay it does not start
 * @property {boolean} [always] whether it is shown before there is a board
 * @property {(page: {source: import('../lib/livetally-client.js').Board, min?: number, against?: string, open:
 *   (options: object) => import('../lib/livetally-client.js').Board, draw: () => void}) => void} [start] what else it
 *   listens to; `open` follows the stream once more, `draw` draws the page
 * @property {unknown} thumbnail in strokes of `thumbnail.js`
 * @property {import('lit').CSSResult} styles of the overlay's page
 */

/** @type {Widget[]} */
export const WIDGETS = [
  campaign,
  gmv,
  against,
  goal,
  milestone,
  fund,
  deals,
  likes,
  onAir,
  ticker,
  top,
  alert,
  audit,
  qr,
];

for (const {name, words} of WIDGETS) addWords({zh: named(name, words.zh), en: named(name, words.en)});

function named(name, words) {
  return Object.fromEntries(Object.entries(words).map(([key, word]) => [`${name}.${key}`, word]));
}
