import {addWords} from '../shared/i18n.js';

addWords({
  zh: {
    livePage: '观众页',
    overlays: '悬浮窗地址',
    console: '控制台',
    createInConsole: '在控制台里新建一场：',
    createByCommand: '或者用一条命令：',
    orDemo: '也可以先看演示：',
  },
  en: {
    livePage: 'Viewer page',
    overlays: 'Overlay addresses',
    console: 'Console',
    createInConsole: 'Create one in the console:',
    createByCommand: 'or with one command:',
    orDemo: 'To look around first:',
  },
});
