import {LitElement, html, nothing} from 'lit';
import {explain} from './explain.js';
import {FieldError} from './field-error.js';
import {ApiProblem} from './session.js';

/** Fields that no form shows, and that the sentence about them does not need. */
const SPOKEN = new Set(['order', 'id', 'stream', 'lines', 'body']);

/**
 * An element that stands in the page itself, not in a shadow: all of them share the page's style sheets, and a label
 * may belong to a field anywhere.
 *
 * `attempt` does one piece of work at a time: while it is under way `busy` is true and buttons are off, so that a
 * second press sends nothing. What the server refuses ends up in `problem`, next to the fields that it names.
 *
 * `readNewest` reads what is shown: it turns no button off, and a later call replaces one that is under way.
 */
export class PageElement extends LitElement {
  static properties = {busy: {state: true}, problem: {state: true}};

  #newest;

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
      this.focusError();
    }
  }

  /**
   * Of several calls only the newest one counts, whichever answer comes last.
   *
   * @template T
   * @param {() => Promise<T>} read
   * @param {(found: T) => void} show
   * @returns {Promise<boolean>} whether it was shown
   */
  async readNewest(read, show) {
    const turn = Symbol('turn');
    this.#newest = turn;
    this.problem = undefined;
    try {
      const found = await read();
      if (turn !== this.#newest) return false;
      show(found);
      return true;
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      if (problem.signedOut) this.tell('signed-out', problem);
      if (turn === this.#newest) this.problem = problem;
      return false;
    }
  }

  /** The first wrong field is where one goes on. */
  async focusError() {
    if (!this.problem) return;
    await this.updateComplete;
    const field = this.querySelector('[aria-invalid="true"]');
    if (field && !field.closest('[inert]')) field.focus();
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail, bubbles: true, composed: true}));
  }

  /** What is wrong with this field, in words; empty if nothing is. */
  errorOf(name) {
    const {problem} = this;
    return problem?.field && (problem.field === name || problem.field.endsWith(`.${name}`)) ? explain(problem) : '';
  }

  /** What went wrong, where no field of this form is to blame. */
  problemView(names = []) {
    const {problem} = this;
    if (!problem || problem.signedOut || names.some((name) => this.errorOf(name))) return nothing;
    return html`<p class="trouble" role="alert">
      ${problem.field && !SPOKEN.has(problem.field) ? `${problem.field}: ` : ''}${explain(problem)}
    </p>`;
  }
}

/** Anything with words for people; a mistake of ours is thrown on. */
function isProblem(error) {
  return error instanceof ApiProblem || error instanceof FieldError;
}
