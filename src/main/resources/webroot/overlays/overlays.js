/** Where operators make the addresses of overlays: choices on one side, on the other what comes of them. */
import './words.js';
import {html, nothing, render} from 'lit';
import {WIDGETS} from '../overlay/widgets.js';
import {at, whole} from '../shared/address.js';
import {campaigns} from '../shared/campaigns.js';
import '../shared/confirm-dialog.js';
import {explain} from '../shared/explain.js';
import {currencyOf} from '../shared/format.js';
import {language, t, to} from '../shared/i18n.js';
import {COMPOSED, sizeOf} from '../shared/overlay-options.js';
import {PageElement} from '../shared/page-element.js';
import {ScreenToken, forgetTexts} from '../shared/screen-tokens.js';
import {api, mayOperate, session, signOut} from '../shared/session.js';
import '../shared/sign-in.js';
import {inBrowser} from '../shared/storage.js';
import './address-panel.js';
import {firstChoice, fitting, isComplete, overlayPath} from './choice.js';
import './choices-form.js';
import './overlay-preview.js';

const CHOICE = 'livetally.overlays';

class OverlayAddresses extends PageElement {
  static properties = {
    who: {state: true},
    streams: {state: true},
    choice: {state: true},
    unknown: {state: true},
  };

  constructor() {
    super();
    this.addEventListener('signed-in', ({detail}) => this.attempt(() => this.#enter(detail)));
    this.addEventListener('signed-out', () => this.#leave('bad'));
    this.addEventListener('chosen', ({detail}) => this.#choose(detail));
    this.addEventListener('tried', ({detail}) => {
      this.problem = detail;
      this.requestUpdate(); // the token may be another
    });
    this.attempt(async () => this.#enter(await session()));
  }

  async #enter(who) {
    this.who = who;
    if (!mayOperate(who)) return;
    // Campaigns after the streams: the newest stream comes first.
    const streams = (await Promise.all([api('GET', '/api/streams'), campaigns(who)])).flat();
    const offered = {streams: streams.map(({id}) => id), widgets: WIDGETS, lang: language};
    Object.assign(this, {streams, ...firstChoice(location.search, inBrowser.read(CHOICE, {}), offered)});
  }

  #leave(why) {
    this.who = {auth: true, why};
    this.streams = undefined;
    this.problem = undefined;
  }

  #choose(change) {
    this.choice = fitting({...this.choice, ...change}, WIDGETS);
    inBrowser.write(CHOICE, this.choice);
  }

  render() {
    return html` <header>
        <h1>${t('overlays')}</h1>
        <p>${t('overlaysLead')}</p>
        <nav>
          <a href=${to('/')}>${t('streams')}</a>
          ${
            this.who?.auth && this.who.role
              ? html`<button class="plain" id="sign-out" @click=${this.#signOut}>${t('signOutWord')}</button>`
              : nothing
          }
        </nav>
      </header>
      ${this.#failure()} ${this.#main()}
      <confirm-dialog></confirm-dialog>`;
  }

  #failure() {
    const {problem} = this;
    return problem && !problem.signedOut ? html`<p class="failure" role="alert">${explain(problem)}</p>` : nothing;
  }

  #signOut() {
    signOut();
    forgetTexts();
    this.#leave();
  }

  #main() {
    const {who, streams} = this;
    if (who && !mayOperate(who)) {
      return html`<sign-in .who=${who} heading=${t('signIn')} lead=${t('signInLead')}></sign-in>`;
    }
    if (!streams) return this.problem ? nothing : html`<p class="calm">${t('loading')}</p>`;
    return streams.length > 0
      ? this.#workbench()
      : html`<p class="calm">${t('noStreams')} · <a href=${to('/console')}>${t('toConsole')}</a></p>`;
  }

  #workbench() {
    const {choice, streams, unknown} = this;
    const stream = streams.find(({id}) => id === choice.stream);
    const against = choice.widgets.includes('against') && streams.find(({id}) => id === choice.against);
    const token = new ScreenToken(stream, 'overlay', this.who.auth, against || undefined);
    const complete = isComplete(choice, currencyOf(stream));
    const path = overlayPath(choice, token.text, WIDGETS);
    return html`<main>
      <overlay-choices .streams=${streams} .choice=${choice} .unknown=${unknown}></overlay-choices>
      <div class="result">
        ${this.#preview(complete, path)}
        <overlay-address .address=${whole(path)} ?complete=${complete} .token=${token}></overlay-address>
        ${this.#inObs(complete)}
      </div>
    </main>`;
  }

  /** Without a screen's token the frame finds the operator's in the tab's session: it need not stand in an address. */
  #preview(complete, path) {
    const {width, height} = this.#size(complete);
    return html` <section class="preview">
      <h2>${t('preview')} <small>${t('previewSize', {width, height})}</small></h2>
      ${
        complete
          ? html` <overlay-preview
              .src=${at(path)}
              .width=${width}
              .height=${height}
              label=${t('preview')}></overlay-preview>`
          : html`<div class="no-preview"></div>`
      }
      ${this.choice.widgets.includes('alert') ? this.#testAlert(complete) : nothing}
    </section>`;
  }

  #size(complete) {
    return complete ? sizeOf(this.choice.widgets, WIDGETS) : COMPOSED;
  }

  #testAlert(complete) {
    const test = () => this.querySelector('overlay-preview').testAlert();
    return html` <p class="row">
      <button id="test-alert" ?disabled=${!complete} @click=${test}>${t('testTheAlert')}</button>
      <small>${t('testTheAlertNote')}</small>
    </p>`;
  }

  #inObs(complete) {
    const {width, height} = this.#size(complete);
    return html` <section class="obs">
      <h2>${t('obsHow')}</h2>
      <ol>
        <li>${t('obs1')}</li>
        <li>${t('obs2')}</li>
        <li>${t('obs3', {width, height})}</li>
        ${this.choice.widgets.length > 1 ? html`<li>${t('obsTall')}</li>` : nothing}
        <li>${t('obs4')}</li>
      </ol>
      <p class="note">${t('obsDown')}</p>
    </section>`;
  }
}

customElements.define('overlay-addresses', OverlayAddresses);
document.title = `${t('overlays')} · Livetally`;
render(html`<overlay-addresses></overlay-addresses>`, document.body);
