/** The words of the console, by what they are about. */
import './words/frame.js';
import './words/stream.js';
import './words/loss.js';
import './words/screens.js';
import './words/catalogue.js';
import './words/orders.js';
import './words/ledger.js';
