import {LitElement, html, nothing} from 'lit';
import {explain} from './explain.js';
import {t} from '../shared/i18n.js';
import {ApiProblem} from '../shared/session.js';

/** Fields that no form shows, and that the sentence about them does not need. */
const SPOKEN = new Set(['order', 'id', 'stream', 'lines', 'body']);

/**
 * A part of the console. All parts stand in the page itself, not in a shadow: they share one style sheet, and a label
 * may belong to a field anywhere.
 *
 * `attempt` does one piece of work at a time: while it is under way `busy` is true and buttons are off, so that a
 * second press sends nothing. What the server refuses ends up in `problem`, next to the fields that it names.
 */
export class Part extends LitElement {
  static properties = {busy: {state: true}, problem: {state: true}};

  constructor() {
    super();
    this.busy = false;
    this.problem = undefined;
  }

  createRenderRoot() {
    return this;
  }

  /** @returns {Promise<boolean>} whether it was done */
  async attempt(work) {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
      return true;
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      if (problem.signedOut) this.tell('signed-out', problem);
      this.problem = problem;
      await this.updateComplete;
      return false;
    } finally {
      this.busy = false;
      this.focusWrong();
    }
  }

  /** The first wrong field is where one goes on. */
  async focusWrong() {
    if (!this.problem) return;
    await this.updateComplete;
    const wrong = this.querySelector('[aria-invalid="true"]');
    if (wrong && !wrong.closest('[inert]')) wrong.focus();
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail, bubbles: true, composed: true}));
  }

  /** What is wrong with this field, in words; empty if nothing is. */
  wrong(name) {
    const {problem} = this;
    return problem?.field && (problem.field === name || problem.field.endsWith(`.${name}`)) ? explain(problem) : '';
  }

  /** What went wrong, where no field of this form is to blame. */
  trouble(names = []) {
    const {problem} = this;
    if (!problem || problem.signedOut || names.some((name) => this.wrong(name))) return nothing;
    return html`<p class="trouble" role="alert">
      ${problem.field && !SPOKEN.has(problem.field) ? `${problem.field}: ` : ''}${explain(problem)}
    </p>`;
  }
}

/** Anything with words for people; a mistake of ours is thrown on. */
function isProblem(error) {
  return error instanceof ApiProblem || error instanceof Wrong;
}

/** What this page itself finds wrong with a field, before anything is sent. */
export class Wrong extends Error {
  constructor(field, word, values = {}) {
    super(t(word, values));
    Object.assign(this, {field, own: true, errors: [], status: 0});
  }
}

/**
 * A label, its field, and below it what is wrong with it or else a hint.
 *
 * @param {(ids: {id: string, invalid: string, describedby: string}) => unknown} control
 */
export function field(id, label, control, {error = '', hint = nothing, wide = false} = {}) {
  const told = `${id}-told`;
  return html` <div class="field ${wide ? 'wide' : ''}">
    <label for=${id}>${label}</label>
    ${control({id, invalid: error ? 'true' : 'false', describedby: told})}
    <small id=${told} class=${error ? 'error' : 'hint'}>${error || hint}</small>
  </div>`;
}

/** A one-line text field. */
export function text(
  id,
  label,
  {
    name,
    value = '',
    type = 'text',
    list,
    placeholder = '',
    required = false,
    disabled = false,
    inputmode = nothing,
    step = nothing,
    oninput,
    ...more
  } = {},
) {
  return field(
    id,
    label,
    ({id, invalid, describedby}) =>
      html` <input
        id=${id}
        name=${name ?? nothing}
        type=${type}
        .defaultValue=${value}
        list=${list ?? nothing}
        placeholder=${placeholder}
        inputmode=${inputmode}
        step=${step}
        ?required=${required}
        ?disabled=${disabled}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${invalid}
        aria-describedby=${describedby}
        @input=${oninput} />`,
    more,
  );
}

/** What a form holds, trimmed. */
export function values(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}
