import {addWords} from '../shared/i18n.js';

addWords({
  zh: {
    notHere: '这里没有页面',
    notAllowed: '没有权限打开这个页面',
    notNow: '暂时打不开，页面会自动重试',
    notSo: '这个地址打不开',
    console: '控制台',
  },
  en: {
    notHere: 'There is no page here',
    notAllowed: 'This page is not open to you',
    notNow: 'This does not work at the moment. The page tries again by itself',
    notSo: 'This address does not work',
    console: 'Console',
  },
});
