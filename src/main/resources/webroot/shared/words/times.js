/** What the present day has sold, and what there was at the same time before. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    today: '今日',
    todaySays: '{date}：按直播时区的当日付款，零点归零',
    atElapsed: '开播 {time} 时',
    againstBoard: '对比 {title}',
    againstSays: '此刻的成交额，对比那一场开播后同一时刻的成交额；一分钟之内按均匀成交计。增长百分比向下取整',
    notComparable: '无从比较',
    againstDenied: '无权读取 {id}，不能对比',
    againstMissing: '没有 {id}，不能对比',
    againstCurrency: '不能与 {id} 对比：它的货币是 {theirs}，本场是 {ours}',
  },
  en: {
    today: 'Today',
    todaySays: "{date}: paid on this date in the stream's time zone; zero again at midnight",
    atElapsed: 'at {time}',
    againstBoard: 'against {title}',
    againstSays:
      "GMV now against the other board's at the same time since its start; within a minute its orders count as " +
      'evenly spread. Percents are rounded down',
    notComparable: 'n/a',
    againstDenied: 'Not compared: {id} is not open to this page',
    againstMissing: 'Not compared: there is no {id}',
    againstCurrency: 'Not compared: {id} is in {theirs}, this one in {ours}',
  },
});
