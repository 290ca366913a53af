/** The first line of the board: what it shows, since when, and how fresh that is. */
import {html, nothing} from 'lit';
import '../shared/freshness-badge.js';
import {t} from '../shared/i18n.js';
import '../shared/session-clock.js';

/**
 * @param {unknown} now what is on air
 * @param {unknown} aside for whoever looks closer
 */
export function head(source, stream, now, aside = nothing) {
  return html` <header class="top">
    <h1 title=${stream.title ?? ''}>${stream.title || stream.id || 'Livetally'}</h1>
    ${
      stream.status
        ? html` <span class="phase" data-status=${stream.status}>${t(stream.status)}</span>
            <session-clock
              class="dims"
              .source=${source}
              .stream=${stream}
              .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>`
        : nothing
    }
    ${now} ${source.replay ? banner(source, stream) : aside}
    ${source.replay && source.status === 'connected' ? nothing : freshness(source, stream)}
  </header>`;
}

function banner(source, {timezone}) {
  return html`<replay-banner
    .source=${source}
    .status=${source.status}
    .at=${source.at}
    .timezone=${timezone}></replay-banner>`;
}

function freshness(source, {timezone}) {
  return html`<freshness-badge
    .source=${source}
    .status=${source.status}
    .version=${source.version}
    .timezone=${timezone}></freshness-badge>`;
}
