/** QR codes: of an address, and of the page of a stream's viewers. */
import {addWords} from '../i18n.js';

addWords({
  zh: {
    showQr: '显示二维码',
    hideQr: '收起二维码',
    qrOf: '地址的二维码',
    qrSecret: '二维码含令牌，请勿让镜头拍到',
    scanLive: '扫码进入直播间',
    liveCode: '直播间二维码',
    liveCodeClosed: '这场直播没有公开，扫码的人无权观看。可在控制台生成带令牌的链接',
  },
  en: {
    showQr: 'Show QR code',
    hideQr: 'Hide QR code',
    qrOf: 'QR code of the address',
    qrSecret: 'The code holds the token: keep it off camera',
    scanLive: 'Scan to join',
    liveCode: 'QR code for viewers',
    liveCodeClosed:
      'This stream is not public: whoever scans the code is not let in. The console makes links with a token',
  },
});
