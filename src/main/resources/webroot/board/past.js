/** The board of this page as it was, and what moves it through time. */
import {Replay} from '../shared/replay.js';
import '../shared/replay-banner.js';
import {pageStream} from '../shared/screen.js';
import './replay-bar.js';

/** @param {import('../shared/replay-address.js').AskedReplay} asked */
export const replay = (asked) => new Replay(pageStream(), asked);
