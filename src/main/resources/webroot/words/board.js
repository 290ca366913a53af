import {addWords} from '../lib/i18n.js';

addWords({
  zh: {
    unpaid: '待付款', noStreamYet: '还没有场次 {stream}，等它出现',
    goalReached: '目标达成', goalShare: '目标完成 {share}%', millionReached: '成交额突破 {amount}',
    toConsole: '控制台', close: '关闭', formula: '算法', asOf: '数据版本 {n}', behind: '流水明细', more: '更早的记录', loadingEntries: '读取流水…',
    noEntries: '流水中没有相应的记录', noMoreEntries: '没有更早的记录',
    notOrders: '此数来自观众连接，不由订单汇总，流水中没有它的明细',
    entriesDenied: '查看流水需要操作员令牌：在控制台登录，再回到本页',
    entriesFailed: '流水读取失败（{status}），可重试', retry: '重试',
    order: '订单', payment: '付款', cancellation: '取消', refund: '退款', placedOrder: '下单', about: '→ 订单 {id}',
    notInFigure: '不计入此数', oncePaid: '付款后才计入此数', paidSince: '已付款，计入此数', showOrder: '查看订单', checkOrder: '查是否已付款', readAt: '读取于 {time}，版本 {n}', refresh: '刷新',
    peak: '峰值', share: '占比', rowUnits: '件数', rowOrders: '订单', boughtBy: '买家',
  },
  en: {
    unpaid: 'Awaiting payment', noStreamYet: 'No stream {stream} yet; waiting for it',
    goalReached: 'Goal reached', goalShare: '{share}% of the goal', millionReached: 'GMV has passed {amount}',
    toConsole: 'Console', close: 'Close', formula: 'Formula', asOf: 'as of version {n}', behind: 'Ledger entries', more: 'Earlier entries', loadingEntries: 'Reading the ledger…',
    noEntries: 'The ledger holds no such entries', noMoreEntries: 'No earlier entries',
    notOrders: 'This figure comes from audience connections, not from orders; the ledger holds no entries of it',
    entriesDenied: 'Reading the ledger needs an operator’s token: sign in at the console, then come back',
    entriesFailed: 'The ledger could not be read ({status})', retry: 'Try again',
    order: 'Order', payment: 'Payment', cancellation: 'Cancellation', refund: 'Refund', placedOrder: 'Placed', about: '→ order {id}',
    notInFigure: 'not in this figure', oncePaid: 'in this figure once paid', paidSince: 'paid since: in this figure', showOrder: 'Show order', checkOrder: 'Paid since?', readAt: 'read at {time}, version {n}', refresh: 'Refresh',
    peak: 'peak', share: 'Share', rowUnits: 'Units', rowOrders: 'Orders', boughtBy: 'Buyer',
  },
});
