// SPDX-License-Identifier: Apache-2.0
// Whether what is shown is fresh: the connection's state, how often devices are read, how much
// changes, and since when nothing was heard. Only a change of state is read aloud.

import { Rate } from '../fleet/rate.js';
import { ago } from './words.js';

const STATES = {
  connecting: ['Connecting', ''],
  live: ['Live', ''],
  stale: ['Stale', 'The hub does not answer: what is shown may be out of date.'],
  reconnecting: ['Reconnecting', 'The connection to the service was lost: what is shown may be out of date. It is tried again by itself.'],
};

export class Connection {
  current = 'connecting';
  #rate = new Rate();
  #pollMs = null;
  #heardAt = null;

  constructor() {
    setInterval(() => this.#write(), 1000);
  }

  state(next) {
    this.current = next;
    const [name, warning] = STATES[next];
    document.getElementById('connection').dataset.state = next;
    document.getElementById('connection-text').textContent = name;
    const banner = document.getElementById('stale');
    banner.textContent = warning;
    banner.hidden = !warning;
    document.body.classList.toggle('stale', Boolean(warning));
  }

  /** @param items how many the frame had */
  heard(frame, items) {
    this.#heardAt = Date.now();
    this.#pollMs = frame.pollIntervalMs ?? this.#pollMs;
    if (frame.type === 'delta') {
      this.#rate.add(items, this.#heardAt);
    }
  }

  #write() {
    const now = Date.now();
    const rate = this.#rate.perSecond(now);
    document.getElementById('rate').textContent = rate > 0 && rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en');
    document.getElementById('poll').textContent = this.#pollMs === null ? '–' : `${this.#pollMs.toLocaleString('en')} ms`;
    document.getElementById('heard').textContent = this.#heardAt === null ? 'not yet' : ago(now - this.#heardAt);
  }
}
