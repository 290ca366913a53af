import {html, nothing} from 'lit';

/**
 * One of a few things, each on a card of its own with what it means.
 *
 * @param {object} cards
 * @param {{value: string, title: string, text: string}[]} cards.choices
 * @param {string} [cards.chosen] of those that decide what else is asked; `cards.choose` is told of a change
 * @param {string} [cards.initial] of those that are only read with their form
 */
export function choiceCards(element, {name, label, choices, chosen, choose, initial}) {
  const card = ({value, title, text}) =>
    html`<label data-choice=${value}>
      ${
        choose
          ? html`<input
              type="radio"
              name=${name}
              value=${value}
              .checked=${value === chosen}
              @change=${() => choose(value)} />`
          : html`<input type="radio" name=${name} value=${value} .defaultChecked=${value === initial} />`
      }
      <span><b>${title}</b>${text ? html`<small>${text}</small>` : nothing}</span>
    </label>`;
  const error = element.errorOf(name);
  return html`<fieldset class="choices wide" data-of=${choices.length % 3 === 0 || choices.length > 4 ? 3 : 2}>
    <legend>${label}</legend>
    ${choices.map(card)} ${error ? html`<small class="error" role="alert">${error}</small>` : nothing}
  </fieldset>`;
}
