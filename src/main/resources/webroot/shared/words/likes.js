/** Who counted the likes. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    likesBy: '点赞来源',
    likesHere: '本页观众',
    likesOthers: '本页观众和其他来源',
    lastHeard: '最后更新 {time}',
    silentSince: '{time} 起没有更新',
  },
  en: {
    likesBy: 'Likes by source',
    likesHere: 'Viewers here',
    likesOthers: 'Viewers here and others',
    lastHeard: 'last heard {time}',
    silentSince: 'silent since {time}',
  },
});
