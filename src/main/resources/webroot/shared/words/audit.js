/** When the figures were compared with the ledger. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    auditedAgo: '{time}前已核对',
    auditWrong: '{n} 项数字与账本不符',
    auditSays: '已按账本重新计算，并分批逐项核对数字，截至 {seq}；账本封印 {seal}',
    auditWrongSays: '{n} 项数字与按账本重新计算的结果不同，请以账本为准；账本封印 {seal}',
    auditNever: '尚未核对',
    sealOf: '账本封印',
    sealSays: '抄在别处；日后用 livetally audit --seal 可证明账本到此一字未改。',
    secondsLong: '{n} 秒',
    minutesLong: '{n} 分钟',
    hoursLong: '{n} 小时',
    daysLong: '{n} 天',
  },
  en: {
    auditedAgo: 'audited {time} ago',
    auditWrong: '{n} {n:wrong figure|wrong figures}',
    auditSays:
      'The ledger is computed anew, and figures compared with it in turn, up to {seq}; seal of the ledger: {seal}',
    auditWrongSays:
      '{n} {n:figure is|figures are} not what the ledger comes to; the ledger is what counts. Its seal: {seal}',
    auditNever: 'not audited yet',
    sealOf: 'Seal of the ledger',
    sealSays:
      'Note it elsewhere: livetally audit --seal proves later that the ledger up to here is the same to the byte.',
    secondsLong: '{n} s',
    minutesLong: '{n} min',
    hoursLong: '{n} h',
    daysLong: '{n} d',
  },
});
