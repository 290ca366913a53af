/** What Redis lacks of a ledger. */
import {addWords} from '../../shared/i18n.js';

addWords({
  zh: {
    lossTitle: '数据库缺少这场直播已入账的消息',
    lossText:
      '数据库回来时比之前少了（主备切换、旧备份或被清空），本节点已确认入账的 {n} 条消息不见了。在此期间新订单暂不接收，由订单来源稍后重发；屏幕停在原处。数据若还在，请先恢复，恢复后会自动继续。',
    lossAtLeast: '至少 {n}',
    lossNoted: '发现于 {time}',
    lossList: '丢失的消息（编号、流水号）',
    lossDownload: '下载清单',
    lossDo: '接受损失…',
    lossAsk: '接受“{stream}”丢失的 {n} 条消息？',
    lossConfirm: '接受损失',
    lossWarn:
      '只在数据确实找不回来时才这样做，不能撤回。流水会在所有节点上从数据库现有的内容继续，成交额可能比之前显示的少。之后请让订单来源重发清单里的消息，每条只记一次。',
    lossAll: '数据库里已没有这场直播：之后还要先重新创建它。',
    lossDone: '已接受损失，流水继续',
    lossAccepted: '已于 {time} 接受丢失 {n} 条消息；重发清单里的消息，每条只记一次。',
  },
  en: {
    lossTitle: 'Redis lacks acked messages of this stream',
    lossText:
      'Redis came back with less than before (a failover, an old backup, emptied): {n} {n:message|messages} ' +
      'that this node had acked {n:is|are} gone. Meanwhile orders are put off, and producers send them ' +
      'again; screens stand still. If the data still exist, bring them back: then all goes on by ' +
      'itself.',
    lossAtLeast: 'at least {n}',
    lossNoted: 'noticed {time}',
    lossList: 'Lost messages (id, seq)',
    lossDownload: 'Download the list',
    lossDo: 'Accept the loss…',
    lossAsk: 'Accept the loss of {n} {n:message|messages} of “{stream}”?',
    lossConfirm: 'Accept the loss',
    lossWarn:
      'Only where the data are gone for good; it cannot be undone. On all nodes the ledger goes on ' +
      'with what Redis has now, and GMV may be less than was shown. Then have producers send the ' +
      'listed messages again: each is recorded once.',
    lossAll: 'Redis has nothing of this stream: it has to be created again first.',
    lossDone: 'The loss was accepted; the ledger goes on',
    lossAccepted:
      'The loss of {n} {n:message|messages} was accepted {time}. Have the listed ones sent again: each is recorded once.',
  },
});
