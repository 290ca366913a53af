import {html, nothing} from 'lit';
import {locale, t} from '../shared/i18n.js';

const unitOf = (unit) => new Intl.NumberFormat(locale, {style: 'unit', unit, maximumSignificantDigits: 3});
const kilobytes = unitOf('kilobyte');
const megabytes = unitOf('megabyte');

/** How large a file is. */
const sizeOf = (bytes) => (bytes < 1e6 ? kilobytes.format(bytes / 1e3) : megabytes.format(bytes / 1e6));

/**
 * Where a file is dropped or chosen; once there is one, its name and how it was read.
 *
 * @param {object} zone
 * @param {File} [zone.file]
 * @param {string[]} zone.facts
 * @param {(file?: File) => unknown} zone.take
 */
export function dropZone(element, {label, about, accept, file, facts, take}) {
  const over = (isOver) => (event) => {
    event.preventDefault();
    element.over = isOver;
  };
  const dropped = (event) => {
    over(false)(event);
    return take(event.dataTransfer.files[0]);
  };
  const chosen = ({target}) => {
    const [file] = target.files;
    target.value = ''; // so that the same file can be chosen again, after it was mended
    return take(file);
  };
  return html`<section
    class=${file ? 'drop card taken' : 'drop card'}
    aria-label=${label}
    ?data-over=${element.over}
    @dragover=${over(true)}
    @dragleave=${over(false)}
    @drop=${dropped}>
    ${
      file
        ? html`<p data-file=${file.name}>
            <b>${file.name}</b>
            <span class="quiet">${[sizeOf(file.size), ...facts].join(' · ')}</span>
          </p>`
        : html`<h2>${label}</h2>
            <p class="quiet">${about}</p>`
    }
    <label class="button file ${file ? '' : 'primary'}"
      ><input
        id="orders-file"
        type="file"
        accept=${accept}
        @change=${chosen} />${t(file ? 'otherFile' : 'chooseFile')}</label
    >
    ${file ? nothing : html`<p class="quiet">${t('orDrop')}</p>`}
  </section>`;
}
