/** The console's words. They live under `console.`, apart from those of other pages. */
import {addWords, lang, t} from '../lib/i18n.js';
import {known, why} from './reasons.js';

const PREFIX = 'console.';

const zh = {
  title: '控制台', skip: '跳到正文', language: 'English',
  signIn: '登录', signInText: '请输入操作员令牌。它只留在这个标签页里，不会写进网址。', token: '操作员令牌', tokenHint: '由 bin/livetally token --role operator 生成',
  signOut: '退出登录', resume: '重新登录后继续：已填写的内容都还在。', missing: '请先登录。', bad: '这个令牌无效。', expired: '令牌已过期，请换一个新的。', revoked: '令牌已被撤销，请换一个新的。',
  notOperator: '这是“{role}”的令牌，控制台需要操作员令牌。', screen: '屏幕', producer: '订单来源', operator: '操作员', openServer: '此服务器不需要令牌', until: '令牌有效至 {time}',
  newStream: '新建直播', findStream: '筛选直播', noStreams: '还没有直播。先新建一场。', noMatch: '没有符合的直播', pick: '从左侧选择一场直播', gone: '没有名为 {id} 的直播，或您无权查看。',
  overview: '概览', catalogue: '商品', ordersTab: '订单', settings: '设置', tabs: '直播的各部分',
  start: '开播', end: '结束直播', startAsk: '开始“{title}”？', startText: '开播后即可接收订单和点赞，开播时间不能再改。', endAsk: '结束“{title}”？', endText: '结束后不再接收新订单和点赞，也不能重新开播；已有订单仍可付款、取消和退款。此刻成交额 {gmv}，{orders} 单。',
  at: '实际时间（可不填）', atHint: '按晚了才填；时区 {zone}', started: '已开播', endedDone: '已结束', cancel: '返回', close: '关闭',
  id: '编号', idHint: '小写字母、数字和连字符，之后不能改', streamTitle: '标题', goalAmount: '成交额目标（{unit}）', goalHint: '可写 100万；不填则没有目标', currency: '货币', currencyHint: '之后不能改', timezone: '时区', endsAt: '计划结束时间', endsAtHint: '按该时区；不填则没有计划', isPublic: '公开：任何人都能看大屏、点赞', openOrders: '允许观众在直播页下单（先记为待付款）',
  create: '创建', created: '已创建“{title}”。准备好后按“开播”。', save: '保存', saved: '已保存', nothingChanged: '没有改动', revert: '放弃改动',
  makePrivate: '把“{title}”设为不公开？', makePrivateText: '没有令牌的大屏、悬浮窗和观众会在几秒内断开。', makePrivateDo: '设为不公开',
  lossTitle: '数据库缺少这场直播已入账的消息',
  lossText: '数据库回来时比之前少了（主备切换、旧备份或被清空），本节点已确认入账的 {n} 条消息不见了。在此期间新订单暂不接收，由订单来源稍后重发；屏幕停在原处。数据若还在，请先恢复，恢复后会自动继续。',
  lossAtLeast: '至少 {n}', lossNoted: '发现于 {time}', lossList: '丢失的消息（编号、流水号）', lossDownload: '下载清单',
  lossDo: '接受损失…', lossAsk: '接受“{stream}”丢失的 {n} 条消息？', lossConfirm: '接受损失',
  lossWarn: '只在数据确实找不回来时才这样做，不能撤回。流水会在所有节点上从数据库现有的内容继续，成交额可能比之前显示的少。之后请让订单来源重发清单里的消息，每条只记一次。',
  lossAll: '数据库里已没有这场直播：之后还要先重新创建它。', lossDone: '已接受损失，流水继续',
  lossAccepted: '已于 {time} 接受丢失 {n} 条消息；重发清单里的消息，每条只记一次。',
  fixed: '编号 {id} · 货币 {currency}', plannedEnd: '计划 {time} 结束', scheduledText: '未开始；按“开播”后才接收订单',
  setGoal: '设定目标', removeGoal: '取消目标', goalSet: '目标已设为 {amount}', goalRemoved: '目标已取消', noGoal: '还没有目标', readAs: '即 {amount}',
  unpaid: '待付款', figures: '此刻的数字', screensTitle: '屏幕与链接', connections: '连接', connectionsOfStream: '这场直播', connectionsOfNode: '本节点合计', producers: '订单来源', audience: '观众', screens: '屏幕', refreshed: '每 5 秒刷新', notNow: '暂时读不到',
  overlays: '悬浮窗地址', livePage: '观众页', open: '打开', makeLink: '生成链接', linkHint: '这场直播不公开，链接里需要屏幕令牌。', linkMade: '此链接有效至 {time}，只能看“{id}”的屏幕，不能下单或改动。谁拿到都能看；不用了就撤销。', linkGone: '之前生成的链接有效至 {time}；它的内容没有保存，可以撤销，或再生成一个。', copy: '复制', copied: '已复制', revoke: '撤销', revokedDone: '链接已撤销', revokeAsk: '撤销这个链接？', revokeText: '正在用它的屏幕会在几秒内断开，链接从此无效。',
  boardHelp: '挂在墙上的大屏', overlayHelp: 'OBS 浏览器源，背景透明', overlaysHelp: '拼装悬浮窗地址、预览、二维码', liveHelp: '观众手机上的点赞与下单',
  sku: '编码', name: '名称', unit: '单位', retailPrice: '原价', price: '直播价', remove: '移除', keep: '保留', addRow: '添加商品', saveRows: '保存 {n} 处改动', rowsSaved: '已保存 {n} 处改动', filterRows: '筛选商品', countRows: '{n} 种商品', changedRows: '{n} 处未保存', noRows: '还没有商品。逐个添加，或导入 CSV。', page: '第 {n} / {all} 页', previous: '上一页', next: '下一页', newSku: '新编码',
  priceHint: '价格以{unit}计；没有直播价的商品观众不能下单',
  importCsv: '导入 CSV', exportCsv: '导出 CSV', exported: '已下载 {name}', importText: '文件替换整个商品表。第一行为列名 sku,name,unit,retailPrice,price；价格为最小货币单位的整数（分）。', chooseFile: '选择文件', paste: '或粘贴在此', preview: '{n} 行商品', previewNow: '现有 {n} 种', readAsGb: '文件不是 UTF-8，已按 GB18030 读取。', unreadable: '既不是 UTF-8 也不是 GB18030，读不出来。', replace: '替换商品表…', replaceAsk: '替换整个商品表？', replaceText: '“{title}”现有的 {old} 种商品会全部被文件中的 {n} 行替换。已入账的订单不变。', replaceDo: '替换', replaced: '商品表已替换：{n} 种', badRows: '{n} 处有误，什么都没有改动', row: '行', field: '列', why: '原因', emptyFile: '还没有内容', unsavedLost: '未保存的 {n} 处改动会丢失。', andMore: '… 以及另外 {n} 行',
  duplicateSku: '与另一行的编码相同', skuMissing: '请填编码', nameMissing: '请填名称',
  offline: '录入线下订单', product: '商品', qty: '数量', amount: '金额（{unit}）', addLine: '再加一种', removeLine: '去掉这一行', channel: '渠道', buyer: '买家编号', group: '团体', city: '城市', optional: '可不填', paid: '已付款', placedNow: '待付款', status: '付款', total: '合计 {amount}', record: '入账', ack: '已入账', duplicateAck: '此前已入账，没有重复记', seq: '流水号', sameId: '上次没有收到答复。再按“入账”会用同一编号重发，绝不会重复记账。', newOrder: '另录一单', conflictText: '上次其实已入账，而现在的内容不同。打开它核对，或另录一单。', openIt: '打开订单', unknownSku: '商品表里没有此编码，仍可入账', notLive: '只有直播中的场次能录入新订单。', pickHint: '编码或名称',
  find: '查订单', orderId: '订单编号', findIt: '查找', notFound: '没有编号为 {id} 的订单。', isAbout: '这是订单 {order} 的一条{type}记录', payment: '付款', cancellation: '取消', refund: '退款', order: '订单', placedEntry: '下单', paidStatus: '已付款', placedStatus: '待付款', cancelledStatus: '已取消', refundedOf: '已退 {amount}', remaining: '可退 {amount}', placedAt: '下单时间',
  reportPayment: '记为已付款', paidDone: '已记为付款', cancelOrder: '取消订单…', cancelAsk: '取消订单 {id}？', cancelText: '这笔 {amount} 的待付款订单将记为取消，不能恢复。', cancelDo: '取消订单', cancelledDone: '订单已取消', refundOrder: '退款…', refundAsk: '为订单 {id} 退款？', refundText: '订单 {amount}，已退 {refunded}。退款记入流水，不能撤回；成交额不变，净成交额减少。', refundDo: '退款', refundedDone: '已退款 {amount}', reason: '原因', reasonHint: '可不填，最多 200 字，留在流水里', refundAmount: '退款金额（{unit}）', refundHint: '至多 {amount}',
  ledger: '最近流水', type: '类型', any: '全部', time: '时间', who: '买家', what: '内容', filter: '筛选', clear: '清除', more: '加载更多', refresh: '刷新', newer: '有新流水，点此刷新', noEntries: '还没有流水', noEntriesFor: '没有符合的流水', lookOn: '继续往前找', exportOrders: '导出订单 CSV', showOrder: '打开订单 {id}',
  badAmount: '请写成金额，例如 198 或 198.00', tooFine: '最多 {n} 位小数', noDecimals: '这种货币没有小数', tooMuch: '金额太大', badTime: '请写完整的日期和时间', badQty: '请写 1 到 1000000 的整数', needed: '请填写',
  offlineNow: '没有收到服务器的答复，请再试一次。', forbidden: '这个令牌无权这样做。', refusedBy: '服务器拒绝了：{detail}',
};

const en = {
  title: 'Console', skip: 'Skip to the content', language: '中文',
  signIn: 'Sign in', signInText: "Enter an operator's token. It stays in this tab and is never put into an address.", token: "Operator's token", tokenHint: 'made by bin/livetally token --role operator',
  signOut: 'Sign out', resume: 'Sign in again to go on: whatever you typed is still there.', missing: 'Please sign in.', bad: 'This token is not valid.', expired: 'The token has expired; use a new one.', revoked: 'The token was revoked; use another one.',
  notOperator: "This is a {role}'s token; the console needs an operator's.", screen: 'screen', producer: 'producer', operator: 'Operator', openServer: 'This server asks for no tokens', until: 'Token good until {time}',
  newStream: 'New stream', findStream: 'Filter streams', noStreams: 'No streams yet. Create the first one.', noMatch: 'No such stream', pick: 'Choose a stream on the left', gone: 'There is no stream {id}, or it is not yours to see.',
  overview: 'Overview', catalogue: 'Catalogue', ordersTab: 'Orders', settings: 'Settings', tabs: 'Parts of the stream',
  start: 'Start', end: 'End', startAsk: 'Start “{title}”?', startText: 'From then on it takes orders and likes. The start cannot be changed later.', endAsk: 'End “{title}”?', endText: 'It will take no more orders and likes and cannot be started again. Orders on record can still be paid, cancelled and refunded. GMV is {gmv} now, {orders} orders.',
  at: 'When it really was (optional)', atHint: 'Only if you press late; time zone {zone}', started: 'Started', endedDone: 'Ended', cancel: 'Back', close: 'Close',
  id: 'Id', idHint: 'Lower-case letters, digits, hyphens; cannot be changed', streamTitle: 'Title', goalAmount: 'GMV goal ({unit})', goalHint: 'Leave empty for no goal', currency: 'Currency', currencyHint: 'Cannot be changed', timezone: 'Time zone', endsAt: 'Planned end', endsAtHint: 'In that time zone; leave empty for none', isPublic: 'Public: anybody may see the board and like', openOrders: 'The audience may place orders (recorded as awaiting payment)',
  create: 'Create', created: 'Created “{title}”. Press Start when ready.', save: 'Save', saved: 'Saved', nothingChanged: 'Nothing changed', revert: 'Discard changes',
  makePrivate: 'Make “{title}” private?', makePrivateText: 'Boards, overlays and viewers without a token are disconnected within seconds.', makePrivateDo: 'Make private',
  lossTitle: 'Redis lacks acked messages of this stream',
  lossText: 'Redis came back with less than before (a failover, an old backup, emptied): {n} messages that this node had acked are gone. Meanwhile orders are put off, and producers send them again; screens stand still. If the data still exist, bring them back: then all goes on by itself.',
  lossAtLeast: 'at least {n}', lossNoted: 'noticed {time}', lossList: 'Lost messages (id, seq)', lossDownload: 'Download the list',
  lossDo: 'Accept the loss…', lossAsk: 'Accept the loss of {n} messages of “{stream}”?', lossConfirm: 'Accept the loss',
  lossWarn: 'Only where the data are gone for good; it cannot be undone. On all nodes the ledger goes on with what Redis has now, and GMV may be less than was shown. Then have producers send the listed messages again: each is recorded once.',
  lossAll: 'Redis has nothing of this stream: it has to be created again first.', lossDone: 'The loss was accepted; the ledger goes on',
  lossAccepted: 'The loss of {n} messages was accepted {time}. Have the listed ones sent again: each is recorded once.',
  fixed: 'Id {id} · currency {currency}', plannedEnd: 'planned to end {time}', scheduledText: 'Not started; it takes orders once you press Start',
  setGoal: 'Set goal', removeGoal: 'Remove goal', goalSet: 'The goal is {amount} now', goalRemoved: 'The goal was removed', noGoal: 'No goal yet', readAs: 'that is {amount}',
  unpaid: 'Awaiting payment', figures: 'Figures now', screensTitle: 'Screens and links', connections: 'Connections', connectionsOfStream: 'This stream', connectionsOfNode: 'All on this node', producers: 'Producers', audience: 'Audience', screens: 'Screens', refreshed: 'every 5 s', notNow: 'cannot be read now',
  overlays: 'Overlay addresses', livePage: 'Viewer page', open: 'Open', makeLink: 'Make a link', linkHint: 'This stream is not public: a link needs a screen token.', linkMade: 'Good until {time}. It shows the screens of “{id}” and can neither order nor change anything. Whoever has it can look; revoke it when done.', linkGone: 'A link made before is good until {time}. Its text was not kept: revoke it, or make another.', copy: 'Copy', copied: 'Copied', revoke: 'Revoke', revokedDone: 'The link was revoked', revokeAsk: 'Revoke this link?', revokeText: 'Screens that use it are disconnected within seconds, and it never works again.',
  boardHelp: 'The big screen for the wall', overlayHelp: 'Browser source for OBS, transparent', overlaysHelp: 'Build an overlay: preview, QR code', liveHelp: "Likes and orders on the audience's phones",
  sku: 'SKU', name: 'Name', unit: 'Unit', retailPrice: 'Retail price', price: 'Live price', remove: 'Remove', keep: 'Keep', addRow: 'Add product', saveRows: 'Save {n} changes', rowsSaved: 'Saved {n} changes', filterRows: 'Filter products', countRows: '{n} products', changedRows: '{n} unsaved', noRows: 'No products yet. Add them one by one, or import a CSV file.', page: 'Page {n} of {all}', previous: 'Previous', next: 'Next', newSku: 'new SKU',
  priceHint: 'Prices in {unit}; without a live price the audience cannot order it',
  importCsv: 'Import CSV', exportCsv: 'Export CSV', exported: 'Downloaded {name}', importText: 'The file replaces the whole catalogue. Its first line names the columns sku,name,unit,retailPrice,price; prices are integers of minor units (cents, fen).', chooseFile: 'Choose a file', paste: 'or paste here', preview: '{n} rows', previewNow: '{n} products now', readAsGb: 'The file is not UTF-8; it was read as GB18030.', unreadable: 'This is neither UTF-8 nor GB18030 and cannot be read.', replace: 'Replace the catalogue…', replaceAsk: 'Replace the whole catalogue?', replaceText: 'All {old} products of “{title}” are replaced by the {n} rows of the file. Orders on record stay as they are.', replaceDo: 'Replace', replaced: 'The catalogue was replaced: {n} products', badRows: '{n} mistakes; nothing was changed', row: 'Row', field: 'Column', why: 'Why', emptyFile: 'Nothing here yet', unsavedLost: '{n} unsaved changes are lost.', andMore: '… and {n} more rows',
  duplicateSku: 'is the SKU of another row, too', skuMissing: 'A SKU is needed', nameMissing: 'A name is needed',
  offline: 'Enter an offline order', product: 'Product', qty: 'Quantity', amount: 'Amount ({unit})', addLine: 'Add a line', removeLine: 'Remove this line', channel: 'Channel', buyer: 'Buyer id', group: 'Group', city: 'City', optional: 'optional', paid: 'Paid', placedNow: 'Awaiting payment', status: 'Payment', total: 'Total {amount}', record: 'Record order', ack: 'Recorded', duplicateAck: 'Was recorded before; not counted twice', seq: 'Ledger seq', sameId: 'There was no answer last time. Pressing again resends under the same id, so it can never be counted twice.', newOrder: 'Start another order', conflictText: 'It was recorded after all, with other content than this. Open it to compare, or start another order.', openIt: 'Open the order', unknownSku: 'Not in the catalogue; it can be recorded all the same', notLive: 'Only a live stream takes new orders.', pickHint: 'SKU or name',
  find: 'Find an order', orderId: 'Order id', findIt: 'Find', notFound: 'There is no order {id}.', isAbout: 'This is a {type} of order {order}', payment: 'payment', cancellation: 'cancellation', refund: 'refund', order: 'order', placedEntry: 'placed', paidStatus: 'Paid', placedStatus: 'Awaiting payment', cancelledStatus: 'Cancelled', refundedOf: '{amount} refunded', remaining: '{amount} can be refunded', placedAt: 'Placed',
  reportPayment: 'Report payment', paidDone: 'Payment recorded', cancelOrder: 'Cancel order…', cancelAsk: 'Cancel order {id}?', cancelText: 'This order of {amount} awaits payment and is recorded as cancelled. That cannot be undone.', cancelDo: 'Cancel the order', cancelledDone: 'The order was cancelled', refundOrder: 'Refund…', refundAsk: 'Refund order {id}?', refundText: 'Order of {amount}, {refunded} refunded so far. A refund goes into the ledger and cannot be taken back; GMV stays, net falls.', refundDo: 'Refund', refundedDone: 'Refunded {amount}', reason: 'Reason', reasonHint: 'Optional, up to 200 characters, kept in the ledger', refundAmount: 'Amount to refund ({unit})', refundHint: 'at most {amount}',
  ledger: 'Recent ledger entries', type: 'Type', any: 'All', time: 'Time', who: 'Buyer', what: 'What', filter: 'Filter', clear: 'Clear', more: 'Load more', refresh: 'Refresh', newer: 'New entries: refresh', noEntries: 'Nothing recorded yet', noEntriesFor: 'No entry matches', lookOn: 'Look further back', exportOrders: 'Export orders CSV', showOrder: 'Open order {id}',
  badAmount: 'Write an amount, for example 198 or 198.00', tooFine: 'At most {n} decimal places', noDecimals: 'This currency has no decimals', tooMuch: 'The amount is too large', badTime: 'Write the whole date and time', badQty: 'Write an integer from 1 to 1000000', needed: 'This is needed',
  offlineNow: 'No answer from the server; please try again.', forbidden: 'This token may not do that.', refusedBy: '{detail}',
};

const prefixed = (words) => Object.fromEntries(Object.entries(words).map(([key, word]) => [PREFIX + key, word]));
addWords({zh: prefixed(zh), en: prefixed(en)});

/** The console's word for `key`. */
export const w = (key, values) => t(PREFIX + key, values);

/** What the server's sentences say in Chinese. Its own are in English; one that is not here is shown as it is. */
const SENTENCES = [
  [/^must be text of (\d+) to (\d+) characters/, '须为 $1 到 $2 个字符，不含控制字符'],
  [/^must be a string of (\d+) to (\d+) characters/, '须为 $1 到 $2 个字符'],
  [/^must be an integer of minor units from (\d+) to (\d+)/, '须在允许的金额范围内（最小单位 $1 到 $2）'],
  [/^must be an integer from (\d+) to (\d+)/, '须为 $1 到 $2 的整数'],
  [/^must be an array of 1 to (\d+) lines/, '须有 1 到 $1 行商品'],
  [/^must not be blank/, '不能只有空格'], [/^is missing/, '缺少'], [/^cannot be changed/, '不能更改'],
  [/^must be an ISO 4217/, '须为货币代码，例如 CNY'], [/^must be a time zone/, '须为时区名称，例如 Asia/Shanghai'],
  [/^must match \[a-z0-9\]/, '须为小写字母、数字和连字符，最多 63 个字符，不能以连字符开头'],
  [/^must not be in the future, nor more than 30 days ago/, '不能在未来，也不能早于 30 天前'],
  [/^must not be in the future/, '不能在未来'], [/^must not be before the start/, '不能早于开播时间'],
  [/^must be no more than (\d+)/, '最多 $1 种'],
  [/^stream (\S+) exists already/, '编号 $1 已被使用'], [/^there is no stream (\S+)/, '没有直播 $1'],
  [/^stream (\S+) has ended/, '直播已结束'], [/^stream (\S+) has not started/, '直播还没有开始'],
  [/^has ended/, '直播已结束，不再接收新订单'], [/^has not started/, '直播还没有开始，不接收订单'],
  [/^is that of (?:row|sku) (.+), too/, '与第 $1 行相同'], [/^is there twice/, '出现了两次'],
  [/^is no column: they are (.+)/, '没有这一列；可用的列：$1'],
  [/^must be in a row of (\d+) cells, not (\d+)/, '这一行须有 $1 格，现有 $2 格'],
  [/^must begin with a line (.+)/, '第一行须为列名 $1'], [/^must be in UTF-8/, '须为 UTF-8 编码'], [/^must be CSV/, '不是正确的 CSV：引号没有成对'],
  [/^there is no such order/, '没有这笔订单'], [/^was recorded before, with other content/, '这个编号已入账，内容不同'],
  [/^is paid: refund it/, '订单已付款，请改为退款'], [/^is paid/, '订单已付款'], [/^was cancelled/, '订单已取消'], [/^the order is not paid/, '订单还没有付款'],
  [/^must be at most the \d+ that were paid and not refunded/, '不能超过已付款而未退的金额'],
  [/^too many messages/, '服务器正忙，请稍后再试'], [/send it again/, '暂时无法入账，请再试一次'], [/^no answer from Redis/, '数据库没有答复：先看看是否已生效，再试'],
  [/nothing was changed, try again later/, '暂时无法保存，什么都没有改动，请稍后再试'], [/^the body is too large/, '内容太大'],
];

/** A problem in the reader's language. */
export function explain(problem) {
  if (problem.own) return problem.message;
  if (problem.status === 0) return w('offlineNow');
  if (problem.status === 403) return w('forbidden');
  return sentence(problem.detail || problem.message);
}

/** One of the server's sentences in the reader's language. */
export function sentence(detail) {
  if (lang === 'en') return why(detail);
  const reason = known(detail);
  for (const [pattern, chinese] of SENTENCES) {
    if (!pattern.test(detail)) continue;
    const text = detail.match(pattern).reduce((text, part, i) => text.replaceAll(`$${i}`, part), chinese);
    return reason ? `${reason}。${text}` : text;
  }
  return reason ?? w('refusedBy', {detail});
}
