import './words.js';
import {html} from 'lit';
import {follow} from '../shared/screen.js';
import {keepAwake} from '../shared/wake-lock.js';
import './group-wall.js';

follow(
  // Another object each time: the board changes in place, and the element must see that it did.
  ({source, board}) => html`<group-wall .source=${source} .board=${board && {...board}}></group-wall>`,
  ['totals', 'stream', 'groups'],
);
keepAwake();
