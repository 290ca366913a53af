/** What each explanation sold. */
import {LitElement, css, html, nothing} from 'lit';
import {clock, count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {productName} from '../shared/products.js';
import {explained} from './trend-options.js';

/** The table, in a dialog of the browser's own: Esc closes it, and the focus goes back. */
class ExplanationTable extends LitElement {
  static properties = {
    explanations: {attribute: false},
    products: {attribute: false},
    currency: {attribute: false},
    timezone: {},
  };

  static styles = css`
    :host {
      position: absolute;
    }
    dialog {
      width: min(70rem, 92vw);
      max-height: 86vh;
      padding: 1.5rem 2rem 2rem;
      border: 0.0625rem solid var(--line);
      border-radius: 0.5rem;
      background: var(--raised);
      color: var(--snow);
      font-size: var(--size-row);
      overflow: auto;
    }
    dialog::backdrop {
      background: var(--backdrop);
    }
    header {
      display: flex;
      justify-content: space-between;
      align-items: center;
      gap: 1rem;
    }
    h2 {
      margin: 0;
      font-size: var(--size-title);
    }
    button {
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      font-size: 1.5em;
      cursor: pointer;
    }
    .scroll {
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-variant-numeric: tabular-nums;
    }
    th {
      font-weight: 500;
      font-size: var(--size-note);
      color: var(--quiet);
    }
    th,
    td {
      padding: 0.5rem 0.75rem;
      border-bottom: 0.0625rem solid var(--line);
      text-align: right;
      white-space: nowrap;
    }
    :is(th, td):nth-child(-n + 3) {
      text-align: left;
    }
    td:nth-child(2) {
      white-space: normal;
      min-width: 9rem;
    }
    .on-air {
      color: var(--gold);
    }
  `;

  async show() {
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    const {minute} = clock(this.timezone);
    const {exact} = money(this.currency);
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${t('explanations')}</h2>
        <button type="button" aria-label=${t('close')} title=${t('close')} @click=${this.#close}>×</button>
      </header>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>${t('time')}</th>
              <th>${t('product')}</th>
              <th>${t('host')}</th>
              <th>${t('gmv')}</th>
              <th>${t('orders')}</th>
              <th>${t('skuGmv')}</th>
              <th>${t('skuUnits')}</th>
            </tr>
          </thead>
          <tbody>
            ${explained(this.explanations).map(
              ({seq, sku, host, from, to, gmv, orders, skuGmv, skuUnits}) =>
                html`<tr data-key=${seq} data-value=${gmv}>
                  <td>
                    ${minute(from)} –
                    ${to === undefined ? html`<span class="on-air">${t('onAir')}</span>` : minute(to)}
                  </td>
                  <td><bdi>${productName(this.products, sku)}</bdi></td>
                  <td>${host ? html`<bdi>${host}</bdi>` : nothing}</td>
                  <td>${exact(gmv)}</td>
                  <td>${count(orders)}</td>
                  <td>${exact(skuGmv)}</td>
                  <td>${count(skuUnits)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </dialog>`;
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }
}

customElements.define('explanation-table', ExplanationTable);
