/** The words of the console, by what they are about. */
import './words/acts.js';
import './words/campaigns.js';
import './words/catalogue.js';
import './words/deals.js';
import './words/exports.js';
import './words/files.js';
import './words/frame.js';
import './words/groups.js';
import './words/ledger.js';
import './words/loss.js';
import './words/notifications.js';
import './words/on-air.js';
import './words/orders.js';
import './words/screens.js';
import './words/shop-kinds.js';
import './words/shops.js';
import './words/stream.js';
