import {html} from 'lit';
import {count} from '../shared/format.js';
import {define, t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {pollWhileVisible} from './poll-while-visible.js';

/** Who is connected to this node, every 5 s while the page is seen. */
class ConsoleConnections extends PageElement {
  static properties = {stream: {attribute: false}, now: {state: true}, failed: {state: true}};

  constructor() {
    super();
    pollWhileVisible(this, 5_000, () => this.#read());
  }

  async #read() {
    try {
      this.now = await api('GET', '/api/connections');
      this.failed = false;
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem);
      this.failed = true;
    }
  }

  render() {
    const {producers = 0, audience = 0, screens = 0, streams = {}} = this.now ?? {};
    const here = Object.hasOwn(streams, this.stream.id) ? streams[this.stream.id] : {audience: 0, screens: 0};
    const cell = (key, value) =>
      html`<td data-connections=${key} data-value=${value}>${this.now ? count(value) : '—'}</td>`;
    return html` <table class="connections" data-state=${this.failed ? 'failed' : 'read'}>
        <thead>
          <tr>
            <td></td>
            <th scope="col" title=${define('connectedProducers')}>${t('producers')}</th>
            <th scope="col" title=${define('connectedAudience')}>${t('audience')}</th>
            <th scope="col" title=${define('connectedScreens')}>${t('screens')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">${t('connectionsOfStream')}</th>
            <td>—</td>
            ${cell('audience', here.audience)}${cell('screens', here.screens)}
          </tr>
          <tr>
            <th scope="row">${t('connectionsOfNode')}</th>
            ${cell('all-producers', producers)}${cell('all-audience', audience)}${cell('all-screens', screens)}
          </tr>
        </tbody>
      </table>
      <p class="error" role="status">${this.failed ? t('notNow') : ''}</p>`;
  }
}

customElements.define('console-connections', ConsoleConnections);
