/** Where operators make the addresses of overlays: choices on one side, on the other what comes of them. */
import './words.js';
import {html, noChange, nothing, render} from 'lit';
import {lang, t, to} from '../shared/i18n.js';
import {currencyOf, money} from '../shared/format.js';
import {
  COMPOSED,
  MOST_ALERT,
  THEMES,
  leastAlert,
  overlayOptions,
  overlaySearch,
  sizeOf,
} from '../shared/overlay-options.js';
import {api, session, signIn, signOut} from '../shared/session.js';
import {forgetTexts, make, renew, textOf, tokensOf} from '../shared/screen-tokens.js';
import {picture} from '../overlay/thumbnail.js';
import {WIDGETS} from '../overlay/widgets.js';
import {store, stored} from '../shared/local-setting.js';
import './overlay-preview.js';

const CHOICE = 'livetally.overlays';
/** While an amount is typed the preview is not loaded again at each digit. */
const TYPING_MS = 400;
const NAMES = WIDGETS.map(({name}) => name);
const MASK = '••••••••';
const title = (prefix, name) => t(prefix + name[0].toUpperCase() + name.slice(1));
const date = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-US', {dateStyle: 'medium'});

const state = {
  who: undefined,
  streams: undefined,
  failure: undefined,
  unknown: [],
  copied: undefined,
  revealed: false,
  qr: undefined,
  qrOf: undefined,
  busy: false,
  tokenNotice: undefined,
  choice: {stream: undefined, widgets: NAMES, theme: THEMES[0], min: undefined, lang},
};

async function start() {
  set({failure: undefined});
  try {
    const who = await session();
    set({who});
    if (!mayOperate(who)) return;
    const streams = await api('GET', '/api/streams');
    set({streams, ...chosenBefore(streams)});
  } catch (problem) {
    failed(problem);
  }
}

function mayOperate({auth, role}) {
  return !auth || role === 'operator';
}

/** What the address of this page asks for, else what was chosen last, else everything of the newest stream. */
function chosenBefore(streams) {
  const asked = new URLSearchParams(location.search);
  const kept = asked.has('widgets') || asked.has('theme') || asked.has('min') ? {} : stored(CHOICE, {});
  const {widgets = NAMES, theme = THEMES[0], min} = kept;
  const known = Array.isArray(widgets) ? overlaySearch({widgets, theme, min: min ?? undefined}, WIDGETS) : '';
  const {unknown, ...choice} = overlayOptions(Object.keys(kept).length > 0 ? known : location.search, WIDGETS);
  const ids = streams.map(({id}) => id);
  const wanted = asked.get('stream') ?? kept.stream;
  if (asked.has('stream') && !ids.includes(wanted)) unknown.push(`stream=${wanted}`);
  return {
    unknown,
    choice: {
      ...choice,
      lang: ['zh', 'en'].includes(kept.lang) ? kept.lang : lang,
      stream: ids.includes(wanted) ? wanted : ids[0],
    },
  };
}

function set(more) {
  Object.assign(state, more);
  render(view(), document.body);
}

function choose(more) {
  const choice = {...state.choice, ...more};
  store(CHOICE, choice);
  set({
    choice,
    copied: undefined,
    qr: undefined,
    tokenNotice: undefined,
    ...('stream' in more ? {revealed: false} : {}),
  });
}

function failed(problem) {
  if (problem.signedOut) set({who: {auth: true, why: 'bad'}, streams: undefined});
  else set({failure: problem.status === 0 ? t('unreachable') : problem.message});
}

const stream = () => state.streams?.find(({id}) => id === state.choice.stream);
const needsToken = () => state.who.auth && !stream().public;
const least = () => leastAlert(currencyOf(stream()));
const min = () => state.choice.min ?? least();
const minOk = () => Number.isFinite(min()) && min() >= 0 && min() <= MOST_ALERT;
const complete = () => state.choice.widgets.length > 0 && minOk();
const path = (withToken) =>
  `/overlay/${encodeURIComponent(state.choice.stream)}?${overlaySearch({...state.choice, token: withToken}, WIDGETS)}`;
const address = () => location.origin + path(needsToken() ? textOf(state.choice.stream) : undefined);
const usable = () => complete() && (!needsToken() || textOf(state.choice.stream) !== undefined);

function view() {
  const {who, streams, failure} = state;
  return html` <header>
      <h1>${t('overlays')}</h1>
      <p>${t('overlaysLead')}</p>
      <nav>
        <a href=${to('/')}>${t('streams')}</a>
        ${
          who?.auth && who.role
            ? html`<button class="plain" id="sign-out" @click=${leave}>${t('signOutWord')}</button>`
            : nothing
        }
      </nav>
    </header>
    ${failure ? html`<p class="failure" role="alert">${failure}</p>` : nothing}
    ${
      who && !mayOperate(who)
        ? signInView(who)
        : !streams
          ? failure
            ? nothing
            : html`<p class="calm">${t('loading')}</p>`
          : streams.length === 0
            ? html`<p class="calm">${t('noStreams')} · <a href=${to('/console')}>${t('toConsole')}</a></p>`
            : html`<main>
                ${choices()}
                <div class="result">${preview()}${addressView()}${obs()}</div>
              </main>`
    }`;
}

function signInView({why = 'missing', role}) {
  const said = role ? t('notOperator', {role}) : t(`signedOut${why}`);
  return html` <form class="sign-in" @submit=${enter}>
    <h2>${t('signIn')}</h2>
    <p>${t('signInLead')}</p>
    <label>${t('tokenTyped')} <input type="password" name="token" autocomplete="off" required /></label>
    <button class="main">${t('signIn')}</button>
    ${said ? html`<p class="failure" role="alert">${said}</p>` : nothing}
  </form>`;
}

async function enter(event) {
  event.preventDefault();
  try {
    const who = await signIn(new FormData(event.target).get('token'));
    set({who, failure: undefined});
    if (mayOperate(who)) await start();
  } catch (problem) {
    failed(problem);
  }
}

function leave() {
  signOut();
  forgetTexts();
  set({who: {auth: true}, streams: undefined});
}

function choices() {
  const {choice, streams, unknown} = state;
  const currency = currencyOf(stream());
  const {exact} = money(currency);
  return html` <form class="choices" @submit=${(event) => event.preventDefault()}>
    ${
      unknown.length
        ? html`<p class="failure" id="unknown" role="alert">${t('ignored', {names: unknown.join(' · ')})}</p>`
        : nothing
    }
    <label class="field"
      ><span>${t('forStream')}</span>
      <select name="stream" @change=${({target}) => choose({stream: target.value})}>
        ${streams.map(
          ({id, title, status}) =>
            html`<option value=${id} ?selected=${id === choice.stream}>${title || id} · ${t(status)}</option>`,
        )}
      </select></label
    >
    <fieldset>
      <legend>${t('widgets')}</legend>
      <div class="widgets">
        ${WIDGETS.map(
          (widget) =>
            html` <label class="card"
              ><input
                type="checkbox"
                name="widget"
                value=${widget.name}
                .checked=${choice.widgets.includes(widget.name)}
                @change=${pick} />
              ${picture(widget)}<span>${t(`${widget.name}.title`)}</span></label
            >`,
        )}
      </div>
      ${choice.widgets.length === 0 ? html`<p class="failure" role="alert">${t('needWidget')}</p>` : nothing}
    </fieldset>
    <fieldset>
      <legend>${t('theme')}</legend>
      <div class="row">${THEMES.map((name) => radio('theme', name, title('theme', name)))}</div>
    </fieldset>
    <fieldset>
      <legend>${t('language')}</legend>
      <div class="row">${['zh', 'en'].map((name) => radio('lang', name, t(`${name}Name`)))}</div>
    </fieldset>
    ${
      choice.widgets.includes('alert')
        ? html` <label class="field"
            ><span>${t('alertMin')}</span>
            <input
              name="min"
              type="number"
              min="0"
              max="1000000000"
              step="any"
              required
              .value=${Number.isFinite(min()) ? String(min()) : noChange}
              aria-describedby="min-note"
              aria-invalid=${!minOk()}
              @input=${typeMin}
              @change=${({target}) => chooseMin(target)} />
            <small id="min-note" class=${minOk() ? '' : 'failure'}
              >${minOk() ? `${t('alertMinNote')} · ${exact(money(currency).minor(min()))}` : t('alertMinBad')}</small
            ></label
          >`
        : nothing
    }
  </form>`;
}

let typing = 0;

function typeMin({target}) {
  clearTimeout(typing);
  typing = setTimeout(() => chooseMin(target), TYPING_MS);
}

function chooseMin({valueAsNumber}) {
  clearTimeout(typing);
  choose({min: valueAsNumber === least() ? undefined : valueAsNumber});
}

function radio(name, value, text) {
  return html`<label class="chip"
    ><input
      type="radio"
      name=${name}
      value=${value}
      .checked=${state.choice[name] === value}
      @change=${() => choose({[name]: value})} />${text}</label
  >`;
}

function pick({target}) {
  const {widgets} = state.choice;
  choose({
    widgets: NAMES.filter((name) => (name === target.value ? target.checked : widgets.includes(name))),
  });
}

/** Without a screen's token the frame finds the operator's in the tab's session: it need not stand in an address. */
function preview() {
  const {width, height} = complete() ? sizeOf(state.choice.widgets, WIDGETS) : COMPOSED;
  return html` <section class="preview">
    <h2>${t('preview')} <small>${t('previewSize', {width, height})}</small></h2>
    ${
      complete()
        ? html` <overlay-preview
            .src=${path(needsToken() ? textOf(state.choice.stream) : undefined)}
            .width=${width}
            .height=${height}
            label=${t('preview')}></overlay-preview>`
        : html`<div class="no-preview"></div>`
    }
    ${
      state.choice.widgets.includes('alert')
        ? html` <p class="row">
            <button
              id="test-alert"
              ?disabled=${!complete()}
              @click=${() => document.querySelector('overlay-preview').testAlert()}>
              ${t('testTheAlert')}
            </button>
            <small>${t('testTheAlertNote')}</small>
          </p>`
        : nothing
    }
  </section>`;
}

function addressView() {
  const text = textOf(state.choice.stream);
  const secret = needsToken() && text !== undefined;
  const shown = secret && !state.revealed ? address().replace(encodeURIComponent(text), MASK) : address();
  const qr = state.qrOf === address() ? state.qr : undefined;
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  return html` <section class="address">
    <h2>${t('address')}</h2>
    ${tokenView()} ${complete() ? html`<code id="address">${shown}</code>` : nothing}
    <p class="row">
      <button class="main" id="copy" ?disabled=${!usable()} @click=${copy}>${t('copy')}</button>
      ${
        secret
          ? html`<button id="reveal" aria-pressed=${state.revealed} @click=${() => set({revealed: !state.revealed})}>
              ${t(state.revealed ? 'conceal' : 'reveal')}
            </button>`
          : nothing
      }
      <button
        id="qr"
        ?disabled=${!usable()}
        aria-expanded=${qr !== undefined}
        @click=${() => (qr ? set({qr: undefined}) : showQr())}>
        ${t(qr ? 'hideQr' : 'showQr')}
      </button>
      <span role="status" id="copied">${state.copied ?? ''}</span>
    </p>
    ${
      qr
        ? html`<figure>
            <img src=${qr} alt=${t('qrOf')} />${secret ? html`<figcaption>${t('qrSecret')}</figcaption>` : nothing}
          </figure>`
        : nothing
    }
    ${local ? html`<p class="note">${t('localOnly', {host: location.host})}</p>` : nothing}
  </section>`;
}

async function copy() {
  const done = await navigator.clipboard?.writeText(address()).then(
    () => true,
    () => false,
  );
  set({copied: done ? t('copied') : t('copyFailed')});
}

async function showQr() {
  const of = address();
  try {
    const svg = await api('POST', '/api/qr', {text: of});
    set({qr: `data:image/svg+xml,${encodeURIComponent(svg)}`, qrOf: of, failure: undefined});
  } catch (problem) {
    failed(problem);
  }
}

function tokenView() {
  if (!state.who.auth) return html`<p class="note" id="token">${t('tokenOff')}</p>`;
  if (stream().public) return html`<p class="note" id="token">${t('tokenPublic')}</p>`;
  const {stream: id} = state.choice;
  const newest = tokensOf(id).at(-1);
  const until = newest && date.format(newest.expires);
  const said = !newest ? t('tokenNone') : t(textOf(id) === undefined ? 'tokenGone' : 'tokenHere', {date: until});
  return html` <div id="token" data-id=${newest?.id ?? ''}>
    <p class="note">${said}</p>
    <p class="row">
      ${
        newest
          ? html`<button
              class="danger"
              id="renew"
              ?disabled=${state.busy}
              @click=${() => document.querySelector('dialog').showModal()}>
              ${t('renewToken')}
            </button>`
          : html`<button class="main" id="make" ?disabled=${state.busy} @click=${() => working(() => make(id))}>
              ${t('makeToken')}
            </button>`
      } <span role="status" id="token-notice">${state.tokenNotice ?? ''}</span>
    </p>
    <dialog aria-labelledby="renew-ask" @close=${({target}) => target.returnValue === 'yes' && renewNow(id)}>
      <form method="dialog">
        <h2 id="renew-ask">${t('renewAsk')}</h2>
        <p>${t('renewSays')}</p>
        <p class="row">
          <button value="no" autofocus>${t('cancel')}</button
          ><button class="danger" value="yes" id="renew-yes">${t('renewToken')}</button>
        </p>
      </form>
    </dialog>
  </div>`;
}

function renewNow(id) {
  document.querySelector('dialog').returnValue = '';
  return working(async () => {
    const why = await renew(id);
    return why ? t('renewHalf', {why: why.status === 0 ? t('unreachable') : why.message}) : t('renewed');
  });
}

/** One at a time, and the outcome is said. */
async function working(work) {
  set({busy: true, failure: undefined, qr: undefined, copied: undefined, revealed: false, tokenNotice: undefined});
  try {
    const tokenNotice = await work();
    set({busy: false, tokenNotice});
  } catch (problem) {
    set({busy: false});
    failed(problem);
  }
}

function obs() {
  const {width, height} = complete() ? sizeOf(state.choice.widgets, WIDGETS) : COMPOSED;
  return html` <section class="obs">
    <h2>${t('obsHow')}</h2>
    <ol>
      <li>${t('obs1')}</li>
      <li>${t('obs2')}</li>
      <li>${t('obs3', {width, height})}</li>
      <li>${t('obs4')}</li>
    </ol>
    <p class="note">${t('obsDown')}</p>
  </section>`;
}

document.title = `${t('overlays')} · Livetally`;
await start();
