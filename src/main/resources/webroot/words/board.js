import {addWords} from '../lib/i18n.js';

addWords({zh: {}, en: {}});
