/**
 * Why the server does not serve, in the reader's language. Its own sentences are English, with Redis' word in
 * brackets.
 */
import {lang} from '../lib/i18n.js';

const CLUSTER = '数据库是集群节点，不提供这些数据';

const BY_CODE = {
  READONLY: '数据库现在是只读副本',
  MASTERDOWN: '数据库是连不上主库的副本',
  LOADING: '数据库正在载入数据',
  NOAUTH: '数据库要求密码',
  WRONGPASS: '数据库不接受用户名或密码',
  NOPERM: '数据库用户缺少权限',
  NOREPLICAS: '数据库缺少同步的副本',
  OOM: '数据库内存已满',
  MISCONF: '数据库无法写入磁盘',
  BUSY: '数据库正忙于脚本',
  MOVED: CLUSTER,
  ASK: CLUSTER,
  TRYAGAIN: CLUSTER,
  CLUSTERDOWN: CLUSTER,
};

const SENTENCES = [
  [/^Redis does not answer/, '数据库没有答复'],
  [/^ledger_went_back/, '流水倒退：数据库缺少已入账的消息'],
  [/^the stream is gone/, '这场直播已不在数据库里'],
];

/** The reason that one of the server's sentences names, in Chinese; undefined if it is none that is known. */
export function known(detail) {
  const [, code] = detail.match(/\(([A-Z]+)\)/) ?? [];
  if (Object.hasOwn(BY_CODE, code)) return `${BY_CODE[code]}（${code}）`;
  return SENTENCES.find(([pattern]) => pattern.test(detail))?.[1];
}

/** A reason in the reader's language; one that is not known is shown as the server said it. */
export function why(reason) {
  if (lang === 'zh') return known(reason) ?? reason;
  const sentence = reason.replace(/^ledger_went_back/, 'the ledger went back').replace(/\.$/, '');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
