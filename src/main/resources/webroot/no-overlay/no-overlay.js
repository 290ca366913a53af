/** There is no overlay at this address, or not now. */
import {again} from '../shared/again.js';

again(document.querySelector('main').dataset.status);
