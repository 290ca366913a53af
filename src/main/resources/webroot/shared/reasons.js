/**
 * Why the server does not serve, in the reader's language: words for its rules (`Rule` in the API documents), under
 * the rule's name. `{name}` in them stands for one of the rule's params. Those that only operators meet are in
 * `rules.js` and `request-rules.js`.
 */
import {addWords, hasWord, t} from './i18n.js';

const PREFIX = 'rule.';

const zh = {
  no_stream: '没有这场直播',
  stream_gone: '这场直播已不在数据库里',
  no_board: '没有这块大屏',
  campaign_building: '正在按各场直播的账本汇总这场活动',
  campaign_went_back: '直播 {stream} 的账本退回去了，活动等待运营人员确认',
  campaign_unreadable: '直播 {stream} 的账本读不出来',
  campaign_full: '活动的某项合计将超过 2^53 - 1',
  orders_of_stream: '只能在一场直播的大屏上查看大单，活动的大屏不行',
  address_connections: '来自您的地址的连接太多，请稍后再试',
  connections: '连接太多，请稍后再试',
  our_mistake: '这是服务器的错误，已记入日志',
  redis_silent: '数据库没有答复',
  redis_slow: '数据库太慢',
  redis_no_writes: '数据库拒绝写入',
  redis_refuses: '{why}（{code}）',
  redis_other: '数据库拒绝了请求',
  redis_readonly: '数据库现在是只读副本',
  redis_masterdown: '数据库是连不上主库的副本',
  redis_loading: '数据库正在载入数据',
  redis_noauth: '数据库要求密码',
  redis_wrongpass: '数据库不接受用户名或密码',
  redis_noreplicas: '数据库缺少同步的副本',
  redis_cluster: '数据库是集群节点，不提供这些数据',
  redis_oom: '数据库内存已满',
  redis_misconf: '数据库无法写入磁盘',
  redis_noperm: '数据库用户缺少权限',
  redis_busy: '数据库正忙于脚本',
  memory_low: '数据库已用去其 {mib} MiB 内存的 {percent}%',
  disk_low: '数据目录的剩余空间不足 {mib} MiB',
  disk_unknown: '无法得知数据目录所在磁盘的剩余空间',
  went_back: '流水倒退：数据库缺少已入账的消息',
  unavailable: '{why}',
};

const en = {
  no_stream: 'there is no such stream',
  stream_gone: 'the stream is gone',
  no_board: 'There is no such board.',
  campaign_building: 'the campaign is being built from the ledgers of its streams',
  campaign_went_back: 'the ledger of stream {stream} went back, and the campaign waits until an operator accepts that',
  campaign_unreadable: 'the ledger of stream {stream} cannot be read',
  campaign_full: 'a total of the campaign would exceed 2^53 - 1',
  orders_of_stream: 'can be asked of the board of a stream only, not of a campaign',
  address_connections: 'There are too many connections from your address. Try again later.',
  connections: 'There are too many connections. Try again later.',
  our_mistake: 'this is an error of the server, which is in its log',
  redis_silent: 'Redis does not answer',
  redis_slow: 'Redis was too slow',
  redis_no_writes: 'Redis refuses writes',
  redis_refuses: '{why} ({code})',
  redis_other: 'Redis refuses the command',
  redis_readonly: 'Redis is a read-only replica',
  redis_masterdown: 'Redis is a replica without its primary',
  redis_loading: 'Redis is loading its data',
  redis_noauth: 'Redis asks for a password',
  redis_wrongpass: 'Redis rejects the user or the password',
  redis_noreplicas: 'Redis lacks replicas that are in sync',
  redis_cluster: 'Redis is a node of a cluster that does not serve this key',
  redis_oom: 'Redis has reached its maxmemory',
  redis_misconf: 'Redis cannot write to its disk',
  redis_noperm: 'the Redis user lacks a right',
  redis_busy: 'Redis is busy with a script',
  memory_low: 'Redis uses {percent} % of its {mib} MiB of memory',
  disk_low: 'less than {mib} MiB are free for the data directory',
  disk_unknown: "the space of the data directory's disk is unknown",
  went_back:
    'the ledger went back: Redis lacks acked messages of this stream; nothing of it is shown until that is settled',
  unavailable: '{why}.',
};

addReasons({zh, en});
// Not the server's: the client library finds out.
addReasons({
  zh: {no_sockets: 'WebSocket 连不上服务器（代理未转发升级请求），数据改由事件流传来'},
  en: {no_sockets: 'WebSockets do not get through (a proxy passes no upgrade on): figures come as events instead'},
});

/** Adds words for further rules. */
export function addReasons(words) {
  const prefixed = (entries) =>
    Object.fromEntries(Object.entries(entries).map(([rule, word]) => [PREFIX + rule, word]));
  addWords({zh: prefixed(words.zh), en: prefixed(words.en)});
}

/**
 * A reason of the server's in the reader's language; undefined if its rule has no words here, as a newer server's.
 *
 * @param {{rule?: string, params?: Record<string, unknown>}} reason
 */
export function reasonOf(reason) {
  const text = filled(reason);
  return text && text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
}

/** A param is a text, a number, or a reason of its own. */
function filled({rule, params = {}}) {
  if (!hasWord(PREFIX + rule)) return undefined;
  const values = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' ? filled(value) : value,
  ]);
  return values.some(([, value]) => value === undefined) ? undefined : t(PREFIX + rule, Object.fromEntries(values));
}

/** The same in words; where there are none, what the server said itself, in English. */
export function why(reason, said) {
  return reasonOf(reason) ?? said;
}
