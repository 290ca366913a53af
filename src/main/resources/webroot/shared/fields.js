/** Fields of forms, and what is in them. */
import {html, nothing} from 'lit';

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
    <small id=${told} class=${error ? 'error' : 'hint'} role=${error ? 'alert' : nothing}>${error || hint}</small>
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
