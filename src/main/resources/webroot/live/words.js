import {BUYER_DIMENSIONS} from '../shared/dimensions.js';
import {count} from '../shared/format.js';
import {addWords, t} from '../shared/i18n.js';

addWords({
  zh: {
    like: '点赞',
    likeHint: '点一下，送一颗心',
    myLikes: '我的赞 {n}',
    likesWaiting: '，{n} 个待送出',
    offline: '网络断开，正在重新连接…',
    noStream: '没有这场直播，或者还没有创建',
    notYet: '直播还没有开始，开播后可以下单',
    over: '直播已结束，不再接单。谢谢观看',
    noBuying: '本场不在此页面接单',
    catalogue: '本场商品',
    noProducts: '还没有上架商品',
    noMatch: '没有找到“{text}”',
    search: '搜索商品',
    more: '再显示 {n} 件',
    retailPrice: '原价',
    price: '直播价',
    noPrice: '暂不出售',
    perUnit: '/ {unit}',
    buy: '购买',
    buyThis: '购买 {name}',
    orderTitle: '下单',
    product: '商品',
    quantity: '数量',
    fewer: '减少一件',
    oneMore: '增加一件',
    optional: '{field}（选填）',
    total: '合计',
    submit: '提交订单',
    done: '完成',
    tooMuch: '一单最多 {amount}',
    gone: '这件商品现在不能购买，请另选',
    myOrders: '我的订单',
    allOrders: '全部 {n} 单',
    fewerOrders: '收起',
    orderId: '订单号',
    sent: '已发出，等待确认',
    sentOffline: '已保存，连上网络后自动发出',
    sentFromHere: '连上网络后自动发出，请不要关闭此页：手机存不下这笔订单',
    placedOrder: '已下单，付款由主播方确认',
    refusedOrder: '没有下单成功',
    badAmount: '价格刚刚变动，请核对新价格后再提交',
    badSku: '这件商品现在不能购买',
    badQty: '数量须为 1 到 999',
    badLines: '订单金额超出上限，或本场订单已满',
    badName: '{field}名称不能用，请修改',
    onlySo: '只剩 {n} 件，请减少数量',
    sellingPoints: '商品介绍',
    streamEnded: '直播已结束，不再接单',
    forbidden: '本场不接受观众下单',
    myNumbers: '编号 {numbers}',
    certificate: '认养证书',
    conflict: '这个订单号已被使用，请重新提交',
    refusedOther: '服务器没有接受（{code}）',
  },
  en: {
    like: 'Like',
    likeHint: 'Tap to send a heart',
    myLikes: 'You: {n}',
    likesWaiting: ', {n} waiting',
    offline: 'Connection lost, reconnecting…',
    noStream: 'There is no such stream, or not yet',
    notYet: 'The stream has not started; you can order once it is live',
    over: 'The stream is over and takes no more orders. Thank you for watching',
    noBuying: 'Orders are not taken on this page',
    catalogue: 'In this stream',
    noProducts: 'No products yet',
    noMatch: 'Nothing found for “{text}”',
    search: 'Search products',
    more: 'Show {n} more',
    retailPrice: 'Retail price',
    price: 'Live price',
    noPrice: 'Not for sale yet',
    perUnit: '/ {unit}',
    buy: 'Buy',
    buyThis: 'Buy {name}',
    orderTitle: 'Your order',
    product: 'Product',
    quantity: 'Quantity',
    fewer: 'One less',
    oneMore: 'One more',
    optional: '{field} (optional)',
    total: 'Total',
    submit: 'Place order',
    done: 'Done',
    tooMuch: 'An order may be worth at most {amount}',
    gone: 'This product cannot be bought now; choose another',
    myOrders: 'My orders',
    allOrders: 'All {n} {n:order|orders}',
    fewerOrders: 'Fewer',
    orderId: 'Order',
    sent: 'Sent, waiting for confirmation',
    sentOffline: 'Saved; it is sent as soon as you are connected',
    sentFromHere: 'Keep this page open: it is sent as soon as you are connected, but this phone cannot save it',
    placedOrder: 'Order placed; the seller confirms the payment',
    refusedOrder: 'Not ordered',
    badAmount: 'The price has just changed: check the new price and order again',
    badSku: 'This product cannot be bought now',
    badQty: 'The quantity must be 1 to 999',
    badLines: 'The order is worth too much, or this stream has all the orders it can take',
    badName: 'This {field} name cannot be used; change it',
    onlySo: 'Only {n} left: order fewer',
    sellingPoints: 'About it',
    streamEnded: 'The stream is over and takes no more orders',
    forbidden: 'This stream takes no orders from viewers',
    myNumbers: 'No. {numbers}',
    certificate: 'Certificate',
    conflict: 'This order number is taken: order again',
    refusedOther: 'The server did not accept it ({code})',
  },
});

const CODES = {stream_ended: 'streamEnded', forbidden: 'forbidden', sold_out: 'soldOut', conflict: 'conflict'};
const FIELDS = {
  amount: 'badAmount',
  sku: 'badSku',
  qty: 'badQty',
  lines: 'badLines',
};

/** Why an order was refused, in plain words. @param {{code: string, field?: string, left?: number}} refusal */
export function whyRefused({code, field, left = 0}) {
  if (code === 'sold_out' && left > 0) return t('onlySo', {n: count(left)});
  const name = fieldName(field);
  if (code === 'invalid_order' && BUYER_DIMENSIONS.some((dimension) => dimension.field === name))
    return t('badName', {field: t(name).toLowerCase()});
  const key = CODES[code] ?? (code === 'invalid_order' ? FIELDS[name] : undefined);
  return key ? t(key) : t('refusedOther', {code: [code, field].filter(Boolean).join(' ')});
}

/** `amount` of `lines[0].amount`. */
export function fieldName(field = '') {
  return field.split('.').at(-1);
}
