/** What the console knows of each kind of shop beyond what the server says: its words are in `words/shop-kinds.js`. */
import {hasWord, t} from '../shared/i18n.js';

const REFUNDS = ['refund.created', 'refund.updated'];
const STRIPE = {
  checkout: ['checkout.session.completed', 'checkout.session.async_payment_succeeded', ...REFUNDS],
  payment_intent: ['payment_intent.succeeded', ...REFUNDS],
};
const TOPICS = {
  shopify: ['orders/create', 'orders/paid', 'orders/cancelled', 'refunds/create'],
  woocommerce: ['order.created', 'order.updated'],
  youzan: ['trade_TradePaid', 'trade_TradeClose'],
  doudian: ['101', '206'],
};

/** What is to be chosen in the shop's own admin, as it names it. */
export const topicsOf = ({kind, options = {}}) =>
  (kind === 'stripe' ? (STRIPE[options.event] ?? STRIPE.checkout) : TOPICS[kind]) ?? [];

/** Whether a connector can be held to one of several shops. */
export const takesShop = (kind) => hasWord(`shopDomain-${kind}`);

/** A kind that a newer server has goes by its own name. */
export const kindName = (kind) => wordOr(`kind-${kind}`, kind);

export const kindText = (kind) => wordOr(`kindText-${kind}`, '');

/** The heading of what is to be done there. */
export const setUpTitle = (kind) => wordOr(`setUp-${kind}`, t('setUpThere', {shop: kindName(kind)}));

/** What to click in the shop's admin, one step each. */
export const stepsOf = (kind) => wordOr(`steps-${kind}`, t('steps-other')).split('\n');

/** The name of a setting that only one kind has, and of each of its values. */
export const optionName = (kind, name) => wordOr(`option-${kind}-${name}`, name);

export const optionHint = (kind, name) => wordOr(`optionHint-${kind}-${name}`, '');

export const choiceName = (kind, name, value) => wordOr(`choice-${kind}-${name}-${value}`, value);

export const secretHint = (kind) => wordOr(`secret-${kind}`, t('secret-other'));

function wordOr(key, otherwise) {
  return hasWord(key) ? t(key) : otherwise;
}
