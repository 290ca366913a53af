/** Who and what is on air. */
import {addWords} from '../../shared/i18n.js';

addWords({
  zh: {
    airHost: '主播姓名',
    airProduct: '讲解商品',
    putOnAir: '开始讲解',
    offAir: '结束讲解',
    hostPage: '主播手机页',
    onAirSince: '自 {time}',
    nothingIsOnAir: '现在没有讲解商品',
    onAirNow: '正在讲解“{name}”',
    hostNow: '主播已更改',
    offAirNow: '已结束讲解',
  },
  en: {
    airHost: "Host's name",
    airProduct: 'Product',
    putOnAir: 'Put on air',
    offAir: 'Off air',
    hostPage: "Host's phone page",
    onAirSince: 'since {time}',
    nothingIsOnAir: 'No product is on air',
    onAirNow: '“{name}” is on air',
    hostNow: 'The host was changed',
    offAirNow: 'No product is on air any more',
  },
});
