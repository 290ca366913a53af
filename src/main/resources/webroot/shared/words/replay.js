/** What screens say of a replay. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    replay: '回放',
    replayMark: '回放 REPLAY',
    replayOf: '此画面为回放，所示为 {time} 的数据，不是现在的',
    replaySpeed: '{n} 倍速',
    replayPaused: '暂停',
    replayEnded: '已到结尾',
    replayPlay: '播放',
    replayPause: '暂停',
    replayKeys: '空格键播放或暂停，方向键前后移动',
    replayTime: '回放的时间',
    replayPace: '回放的速度',
    replayLive: '回到实时',
    replayAfter: '结束后的记录：补录、退款、交付',
    replayOpen: '回放：再看一遍本场的数据',
    replayNothing: '还没有可回放的数据',
  },
  en: {
    replay: 'Replay',
    replayMark: 'REPLAY 回放',
    replayOf: 'A replay: these are the figures of {time}, not of now',
    replaySpeed: '{n}× speed',
    replayPaused: 'paused',
    replayEnded: 'at its end',
    replayPlay: 'Play',
    replayPause: 'Pause',
    replayKeys: 'Space plays and pauses, arrow keys look for a time',
    replayTime: 'Time of the replay',
    replayPace: 'Speed of the replay',
    replayLive: 'Back to live',
    replayAfter: 'Recorded after the end: late orders, refunds, deliveries',
    replayOpen: 'Replay: watch the figures of this stream again',
    replayNothing: 'There is nothing to replay yet',
  },
});
