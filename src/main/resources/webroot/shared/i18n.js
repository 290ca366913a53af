/**
 * The words that pages share, in the reader's language: `?lang=zh|en`, else the browser's. What only one page says is
 * in its `words.js`, which adds it here.
 */

const words = {
  zh: {
    gmv: '成交额',
    orders: '订单',
    units: '件数',
    buyers: '买家',
    averageOrder: '客单价',
    likes: '点赞',
    viewers: '在线观众',
    peakViewers: '峰值观众',
    uniqueViewers: '累计观众',
    goal: '目标',
    projected: '预计',
    reachedAt: '{time} 达成',
    trend: '走势',
    perMinute: '每分钟',
    perMinutes: '每 {n} 分钟',
    recent: '最新订单',
    products: '商品',
    groups: '团体',
    channels: '渠道',
    cities: '城市',
    of: '前 {n} / 共 {all}',
    unitOrders: '{n} 单',
    scheduled: '未开始',
    live: '直播中',
    ended: '已结束',
    elapsed: '时长',
    placed: '下单额',
    refunded: '退款',
    net: '净成交额',
    cancelled: '取消',
    views: '观看次数',
    gpm: '千次观看成交额',
    conversion: '转化率',
    connected: '实时',
    reconnecting: '重新连接中',
    connecting: '连接中',
    stale: '数据停滞',
    denied: '无权访问：令牌缺失、无效或已过期',
    since: '自 {time}',
    ago: '{n} 秒前',
    version: '版本 {n}',
    waiting: '等待第一单',
    streams: '直播场次',
    board: '大屏',
    overlay: '悬浮窗',
    noStreams: '还没有直播场次',
    loading: '读取中…',
    failed: '读取失败（{status}）',
    needsToken: '需要令牌：请先到控制台登录',
  },
  en: {
    gmv: 'GMV',
    orders: 'Orders',
    units: 'Units',
    buyers: 'Buyers',
    averageOrder: 'Average order',
    likes: 'Likes',
    viewers: 'Viewers now',
    peakViewers: 'Peak viewers',
    uniqueViewers: 'Unique viewers',
    goal: 'Goal',
    projected: 'Projected',
    reachedAt: 'reached at {time}',
    trend: 'Trend',
    perMinute: 'per minute',
    perMinutes: 'per {n} minutes',
    recent: 'Newest orders',
    products: 'Products',
    groups: 'Groups',
    channels: 'Channels',
    cities: 'Cities',
    of: 'top {n} of {all}',
    unitOrders: '{n} orders',
    scheduled: 'Scheduled',
    live: 'Live',
    ended: 'Ended',
    elapsed: 'Elapsed',
    placed: 'Placed',
    refunded: 'Refunded',
    net: 'Net',
    cancelled: 'Cancelled',
    views: 'Views',
    gpm: 'GPM',
    conversion: 'Conversion',
    connected: 'Live data',
    reconnecting: 'Reconnecting',
    connecting: 'Connecting',
    stale: 'STALE',
    denied: 'Access denied: the token is missing, invalid or expired',
    since: 'since {time}',
    ago: '{n} s ago',
    version: 'v{n}',
    waiting: 'Waiting for the first order',
    streams: 'Streams',
    board: 'Board',
    overlay: 'Overlay',
    noStreams: 'No streams yet',
    loading: 'Loading…',
    failed: 'Could not load ({status})',
    needsToken: 'A token is needed: sign in at the console first',
  },
};

const definitions = {
  zh: {
    gmv: '所有已付款订单的金额，即各行之和；之后的退款仍计入',
    orders: '已付款的订单数',
    units: '已付款订单中的件数',
    buyers: '已付款订单中不同的买家数（精确）',
    averageOrder: '客单价 = 成交额 ÷ 订单数',
    likes: '收到的点赞数',
    viewers: '此刻在线的观众连接数，所有节点合计',
    peakViewers: '至今最高的在线观众数',
    uniqueViewers: '不同观众数的估计（HyperLogLog，误差 0.81 %）',
    placed: '所有已下单订单的金额，无论是否付款',
    refunded: '已付款订单的退款金额',
    net: '净成交额 = 成交额 − 退款',
    cancelled: '付款前取消的订单金额',
    views: '观众连接的累计次数（同一观众可多次）',
    gpm: '每千次观看的成交额 = 成交额 ÷ 观看次数 × 1000',
    conversion: '转化率 = 买家 ÷ 累计观众（估计）',
    goal: '本场的成交额目标',
    projected: '按目前节奏，本场结束时的成交额',
    elapsed: '自开播至最近一条消息的时间',
    trend: '按时间汇总的成交额、订单和点赞',
    products: '按成交额排列的商品',
    groups: '按买家所属团体的成交额排列',
    channels: '按订单来源的成交额排列',
    cities: '按买家所在城市的成交额排列',
    recent: '最近入账的订单',
    freshness: '连接状态、距最近一条消息的秒数、数据版本',
    unpaid: '已下单、尚未付款也未取消的金额 = 下单额 − 成交额 − 取消',
    connectedProducers: '连到本节点、提交订单的连接数',
    connectedAudience: '连到本节点的观众连接数',
    connectedScreens: '连到本节点的大屏与悬浮窗连接数',
  },
  en: {
    gmv: 'Value of all orders paid, the sum of their lines; later refunds are still in it',
    orders: 'Paid orders',
    units: 'Units in paid orders',
    buyers: 'Distinct buyers among paid orders (exact)',
    averageOrder: 'GMV ÷ orders',
    likes: 'Likes received',
    viewers: 'Open audience connections now, over all nodes',
    peakViewers: 'The highest number of viewers so far',
    uniqueViewers: 'Distinct viewers, estimated (HyperLogLog, error 0.81 %)',
    placed: 'Value of all orders placed, paid or not',
    refunded: 'Value of refunds on paid orders',
    net: 'GMV − refunded',
    cancelled: 'Value of placed orders cancelled before payment',
    views: 'Audience connections opened; one viewer may open several',
    gpm: 'GMV per thousand views = GMV ÷ views × 1000',
    conversion: 'Buyers ÷ unique viewers (estimated)',
    goal: 'The GMV this stream aims at',
    projected: 'GMV at the end of the stream at the present pace',
    elapsed: 'Time from the start of the stream to the last message',
    trend: 'GMV, orders and likes over time',
    products: 'Products by GMV',
    groups: "Buyers' groups by GMV",
    channels: 'Where orders came from, by GMV',
    cities: "Buyers' cities by GMV",
    recent: 'The orders recorded last',
    freshness: 'Connection, seconds since the last message, version of the data',
    unpaid: 'Value of orders placed, neither paid nor cancelled yet = placed − GMV − cancelled',
    connectedProducers: 'Connections to this node that send orders',
    connectedAudience: 'Audience connections to this node',
    connectedScreens: 'Boards and overlays connected to this node',
  },
};

const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;

/**
 * Adds the words of a page. A key that is there already is a mistake: one of the two would be shown in the other's
 * place.
 *
 * @param {{zh: Record<string, string>, en: Record<string, string>}} more
 */
export function addWords(more) {
  for (const [language, entries] of Object.entries(more)) {
    for (const [key, word] of Object.entries(entries)) {
      if (Object.hasOwn(words[language], key)) throw new Error(`two words for ${key}`);
      words[language][key] = word;
    }
  }
}

export const lang = wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
export const locale = lang === 'zh' ? 'zh-CN' : 'en-US';

/** Whether there is a word for `key`. */
export function hasWord(key) {
  return Object.hasOwn(words[lang], key);
}

/** The word for `key`, with `{name}` replaced by `values.name`. */
export function t(key, values = {}) {
  return words[lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** What the figure `key` means, for its tooltip. */
export function define(key) {
  return definitions[lang][key];
}

/**
 * The address of another page, with this one's language. A token goes along in the tab's session (`session.js`), never
 * in a link.
 */
export function to(path, search = {}) {
  const kept = new URLSearchParams(location.search).get('lang');
  const query = new URLSearchParams(search);
  if (kept !== null && !query.has('lang')) query.set('lang', kept);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

document.documentElement.lang = locale;
