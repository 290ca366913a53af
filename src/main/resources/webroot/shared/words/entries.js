/** What entries of the ledger say, apart from money and people. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    stockKind: '库存',
    showKind: '在播',
    catalogueKind: '商品表',
    groupsKind: '团体名录',
    numbered: '编号 {numbers}',
    cameBack: '退回 {what}',
    notRestocked: '不再入库',
    hostIs: '主播 {host}',
    noHost: '无主播',
    onAirIs: '讲解 {product}',
    nothingOnAir: '无商品在讲',
    removedName: '{name}（已移除）',
    moreNames: '等 {all} 项',
  },
  en: {
    stockKind: 'Stock',
    showKind: 'On air',
    catalogueKind: 'Catalogue',
    groupsKind: 'Groups',
    numbered: 'no. {numbers}',
    cameBack: '{what} came back',
    notRestocked: 'not in stock again',
    hostIs: 'host {host}',
    noHost: 'no host',
    onAirIs: '{product} on air',
    nothingOnAir: 'no product on air',
    removedName: '{name} (removed)',
    moreNames: 'and {more} more',
  },
});
