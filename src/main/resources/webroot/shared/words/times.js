/** What the present day has sold. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    today: '今日',
    todaySays: '{date}：按直播时区的当日付款，零点归零',
  },
  en: {
    today: 'Today',
    todaySays: "{date}: paid on this date in the stream's time zone; zero again at midnight",
  },
});
