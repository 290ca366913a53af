/**
 * @typedef {'reconnecting' | 'connected' | 'stale' | 'denied'} Status `denied`: the token is missing, wrong, expired
 *   or revoked; `stale`, of boards only: the server cannot read the figures
 *
 * @typedef {object} StatusChange detail of the event `status`
 * @property {Status} status
 * @property {number} [since] since when the server's numbers are stale, epoch milliseconds
 * @property {string} [reason] why the figures are stale, or why the server lets no board in: its own English
 *   sentence, with Redis' word in brackets where it gave one
 * @property {string} [rule] the same for programs: one of the server's closed list, or `no_sockets`
 * @property {Record<string, unknown>} [params] what the rule says of this case
 *
 * @typedef {{reason?: string, rule?: string, params?: Record<string, unknown>}} Reason
 *
 * @typedef {object} Owner what happens on a link
 * @property {(about?: Reason) => void} opened `about`: why it only receives, if it does
 * @property {(message: any) => void} received
 * @property {() => void} quiet nothing came for the quiet time; said again after another one
 * @property {() => boolean} probe sends something that is answered at once; false if there is nothing to send
 * @property {(status: Status, missing: boolean, about?: Reason) => void} lost it will connect again by itself;
 *   `missing`: the server said that there is no such stream; `about`: why it cannot serve now
 *
 * @typedef {object} BoardOptions
 * @property {string[]} [fields] the sections to be told of; all, if missing
 * @property {number} [orders] tells every order of at least so many minor units, too
 * @property {string} [ordersFrom] the place in the ledger after which they are told
 * @property {number | string} [from] shows the past again, as screens could show it from then on: epoch milliseconds
 *   or a place in the ledger; 0 for its beginning
 * @property {number} [rate] how many updates a second at most, 1 to 10; if missing, as many as are of use: 4 while the
 *   page is hidden and on phones, else 10
 * @property {number} [speed] of a replay: how many times faster than it was, 1 to 600
 * @property {string} [token]
 * @property {string} [base] the server's address with its path, if it has one; this page's host, if missing
 *
 * @typedef {object} RecentOrder
 * @property {string} seq place in the ledger, `milliseconds-n`
 * @property {string} [stream] whose ledger that is, on the board of a campaign
 * @property {number} at epoch milliseconds
 * @property {string} [buyer] masked by the server
 * @property {string} [city]
 * @property {number} amount minor units
 * @property {{sku: string, qty: number}[]} lines the first ones
 * @property {number} [moreLines] how many lines of the order are not in `lines`
 *
 * @typedef {RecentOrder & {placed?: string}} BigOrder `placed` is the place of the order itself, if `seq` is that of its
 *   payment
 *
 * @typedef {object} BigOrders detail of the event `orders`: all big orders since the last such event
 * @property {BigOrder[]} orders the biggest, newest first, at most 5
 * @property {{count: number, amount: number}} more how many the others are, and their value in minor units
 * @property {string} to the place in the ledger up to which there are no others
 *
 * @typedef {object} Refunded detail of the event `refunded`: big orders whose whole value was paid back since
 * @property {string[]} places the `placed` of each, or its `seq` if it has none; perhaps of orders that were not told
 * @property {string} to as in the event `orders`
 *
 * @typedef {object} Change detail of the event `change`
 * @property {Record<string, any>} board the sections asked for; unchanged branches keep their identity
 * @property {number} version
 * @property {number | undefined} at the server's clock, epoch milliseconds; of a replay, the time that it shows
 * @property {RecentOrder[]} recent newest first, at most 20; the same as `board.recent`
 *
 * @typedef {object} Forecast `goal.projected` of a board: GMV at the planned end, at the pace so far
 * @property {number} amount minor units
 * @property {number} low in about four cases of five GMV ends between this and `high`, minor units
 * @property {number} high
 * @property {number} [at] when the goal is reached at that pace, epoch milliseconds; missing if it is, or will not be
 *
 * @typedef {object} Message what producers send: an order or a deal, what became of one, or what is in stock or on air
 * @property {'order' | 'payment' | 'cancellation' | 'refund' | 'stock' | 'show' | 'deal' | 'delivery' |
 *   'deal_cancellation'} type
 * @property {string} id 1 to 64 characters, unique in the stream; the same whenever the message is sent again
 * @property {string} stream
 * @property {{sku: string, qty: number, amount?: number}[]} [lines] of an order, whose amounts are minor units of the
 *   whole line; of a refund, without amounts: the units that came back
 * @property {boolean} [restock] of a refund: whether what came back is in stock again; true, if missing
 * @property {'paid' | 'placed'} [status] of an order
 * @property {string} [channel] of an order
 * @property {string | null} [host] of an order: who presented the goods; whoever is on air, if missing. Of a show: who
 *   presents from now on; null for nobody; as it was, if missing
 * @property {string | null} [sku] of a change of stock: the product. Of a show: what is on air from now on; null for
 *   nothing; as it was, if missing
 * @property {number} [add] of a change of stock: units, fewer than 0 if there are fewer now
 * @property {{id?: string, group?: string, city?: string, province?: string}} [buyer] of an order
 * @property {number} [at] when it happened, epoch milliseconds; when the server received it, if missing
 * @property {string} [order] the order that a payment, cancellation or refund is about
 * @property {number} [amount] of a refund, a deal or a delivery, minor units
 * @property {'intent' | 'agreement'} [kind] of a deal: announced, or signed
 * @property {string} [counterparty] of a deal: who buys
 * @property {string} [product] of a deal: what is bought, in free text
 * @property {number} [qty] of a deal or a delivery: how much of it
 * @property {string} [unit] of a deal: what `qty` counts
 * @property {string} [maker] of a deal: who makes it
 * @property {number} [income] of a deal: what the makers get of it, minor units
 * @property {string} [deal] the deal that a delivery or its cancellation is about
 * @property {string} [reason] of all but orders and shows, for people
 * @property {string} [currency] that the amounts are in, if that is to be checked: it must be the stream's
 *
 * @typedef {object} Likes how many likes a source, such as a room of a platform, has counted in all: the highest total
 *   counts
 * @property {'likes'} type
 * @property {string} stream
 * @property {string} source 1 to 64 characters, as screens show it
 * @property {number} total
 * @property {string} [id] a new one if missing
 *
 * @typedef {object} LikesAck the total was compared with those before it
 * @property {'ack'} type
 * @property {string} id
 * @property {string} source
 * @property {'recorded' | 'duplicate'} result a duplicate is no higher than those before it
 * @property {number} likes the highest total of the source so far
 *
 * @typedef {object} LiveOrder what a viewer buys
 * @property {string} [id] begins with `live-`; a new one if missing
 * @property {{sku: string, qty: number, amount?: number}[]} lines without `amount` the server's price counts, whatever
 *   it is
 * @property {{group?: string, city?: string, province?: string}} [buyer]
 *
 * @typedef {object} Ack the message is recorded, and on disk
 * @property {'ack'} type
 * @property {string} id
 * @property {'recorded' | 'duplicate'} result
 * @property {string} seq place in the ledger
 * @property {Record<string, number[]>} [numbers] by sku of a numbered product: what the order got
 *
 * @typedef {object} Pulse detail of the event `pulse`
 * @property {number} likes
 * @property {number} viewers
 *
 * @typedef {Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>} Store such as `localStorage`
 */

export {};
