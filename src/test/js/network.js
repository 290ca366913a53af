/** A clock, sockets and answers of the server, all driven by the test: a minute of reconnecting takes no time. */
import {give} from './browser.js';

export class Network {
  /** All that were opened, oldest first. @type {Socket[]} */ sockets = [];
  /** What was asked by HTTP. @type {string[]} */ asked = [];
  /** The next answers by HTTP; without any the server does not answer. @type {{status: number, body?: object}[]} */
  answers = [];
  /** Where between the least and the most a random wait is: 0 to 1. */ jitter = 1;
  #now = 0;
  /** @type {{at: number, work: () => void}[]} */ #timers = [];

  constructor() {
    const network = this;
    give(
      'WebSocket',
      class extends Socket {
        constructor(url) {
          super(url);
          network.sockets.push(this);
        }
      },
    );
    give('fetch', async (url) => {
      this.asked.push(String(url));
      return this.#answer();
    });
    give('performance', {now: () => this.#now});
    give('setTimeout', (work, ms) => this.#later(work, ms));
    give('clearTimeout', (timer) => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    });
    Math.random = () => this.jitter;
  }

  #later(work, ms) {
    const timer = {at: this.#now + ms, work};
    this.#timers.push(timer);
    return timer;
  }

  #answer() {
    const answer = this.answers.shift();
    if (!answer) throw new TypeError('no answer');
    return answer.ok ? answer : {status: answer.status, json: async () => answer.body};
  }

  /** The one that was opened last. */
  get socket() {
    return this.sockets.at(-1);
  }

  /** Lets promises that can settle do so. */
  settled() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  async pass(ms) {
    const until = this.#now + ms;
    for (;;) {
      await this.settled();
      const [next] = this.#timers.filter(({at}) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = next.at;
      clearTimeout(next);
      next.work();
    }
    this.#now = until;
  }
}

class Socket {
  readyState = 0;
  /** Frames that were sent, read as JSON. */ sent = [];

  constructor(url) {
    this.url = new URL(url);
  }

  open() {
    this.readyState = 1;
    this.onopen();
    return this;
  }

  says(message) {
    this.onmessage({data: JSON.stringify(message)});
  }

  ends(code = 1006) {
    this.readyState = 3;
    this.onclose({code});
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }
}

/** What `localStorage` does. */
export class Shelf {
  #kept = new Map();

  get length() {
    return this.#kept.size;
  }

  key(i) {
    return [...this.#kept.keys()][i] ?? null;
  }

  getItem(key) {
    return this.#kept.get(key) ?? null;
  }

  setItem(key, text) {
    this.#kept.set(key, text);
  }

  removeItem(key) {
    this.#kept.delete(key);
  }
}
