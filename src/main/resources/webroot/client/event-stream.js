/**
 * The messages of a board over plain HTTP, where no WebSocket gets through. It is used like a socket, but only receives.
 * Not an `EventSource`: that one ends for good at the first answer that is none of ours, such as a proxy's 502.
 */
export class EventStream {
  /** As of a socket: 0 until it is open, 1, and 3 when it has ended. */ readyState = 0;
  /** @type {(() => void) | null} */ onopen = null;
  /** @type {((event: {data: string}) => void) | null} */ onmessage = null;
  /** @type {(() => void) | null} */ onerror = null;
  /** @type {((event: {code: number}) => void) | null} */ onclose = null;
  #abort = new AbortController();

  /** @param {URL} url */
  constructor(url) {
    this.#receive(url);
  }

  /** Nothing can be sent. */
  send() {}

  close() {
    this.readyState = 3;
    this.#abort.abort();
  }

  /** @param {URL} url */
  async #receive(url) {
    try {
      const headers = {Accept: 'text/event-stream'};
      const answer = await fetch(url, {headers, cache: 'no-store', signal: this.#abort.signal});
      if (answer.ok && answer.body) await this.#read(answer.body.getReader());
      else answer.body?.cancel();
    } catch {
      // It has ended, whatever the reason is.
    }
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({code: 1006});
  }

  /** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
  async #read(reader) {
    this.readyState = 1;
    this.onopen?.();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const {done, value} = await reader.read();
      if (done || this.readyState === 3) return;
      const events = (text + decoder.decode(value, {stream: true})).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.#tell(event);
    }
  }

  /** @param {string} event its lines; those of other fields say nothing more */
  #tell(event) {
    const data = event.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trimStart()] : []));
    if (data.length > 0 && this.readyState === 1) this.onmessage?.({data: data.join('\n')});
  }
}
