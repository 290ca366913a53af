import {addWords} from '../shared/i18n.js';

addWords({
  zh: {
    console: '控制台',
    createInConsole: '在控制台里新建一场：',
    createByCommand: '或者用一条命令：',
    orDemo: '也可以先看演示：',
    noAnswer: '服务器没有应答，页面会自动重试',
  },
  en: {
    console: 'Console',
    createInConsole: 'Create one in the console:',
    createByCommand: 'or with one command:',
    orDemo: 'To look around first:',
    noAnswer: 'The server does not answer. This page tries again by itself',
  },
});
