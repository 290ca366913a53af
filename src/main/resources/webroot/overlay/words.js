import {addWords} from '../shared/i18n.js';

addWords({
  zh: {
    bigOrder: '大单',
    test: '测试',
    testAlert: '测试提醒',
    testAlertSays: '满 {min} 的订单会这样播报',
    andMoreOrders: '另有 {n} 单，{amount}',
    moreOrders: '共 {n} 单，{amount}',
  },
  en: {
    bigOrder: 'Big order',
    test: 'TEST',
    testAlert: 'Test alert',
    testAlertSays: 'Orders from {min} look like this',
    andMoreOrders: 'and {n} more, {amount}',
    moreOrders: '{n} orders, {amount}',
  },
});
