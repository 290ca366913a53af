/** The newest entries of the ledger. */
import {addWords} from '../../shared/i18n.js';

addWords({
  zh: {
    ledger: '最近流水',
    type: '类型',
    any: '全部',
    time: '时间',
    who: '买家',
    what: '内容',
    filter: '筛选',
    more: '加载更多',
    refresh: '刷新',
    newer: '有新流水，点此刷新',
    noEntries: '还没有流水',
    noEntriesFor: '没有符合的流水',
    lookOn: '继续往前找',
    exportOrders: '导出订单 CSV',
  },
  en: {
    ledger: 'Recent ledger entries',
    type: 'Type',
    any: 'All',
    time: 'Time',
    who: 'Buyer',
    what: 'What',
    filter: 'Filter',
    more: 'Load more',
    refresh: 'Refresh',
    newer: 'New entries: refresh',
    noEntries: 'Nothing recorded yet',
    noEntriesFor: 'No entry matches',
    lookOn: 'Look further back',
    exportOrders: 'Export orders CSV',
  },
});
