// SPDX-License-Identifier: Apache-2.0
// How many devices are in each status, as a bar and as buttons that show only those: the legend of
// the map.

import { html, nothing, render } from '../vendor/lit.js';
import { seldom } from '../page/seldom.js';
import { CODES, STATUSES } from '../page/statuses.js';
import { count } from '../page/words.js';

// Figures that change with each frame of the screen cannot be read, and cost a layout each time.
const WRITE_MS = 100;

export class Totals {
  #chosen = null;
  #totals = new Array(CODES.length).fill(0);
  #onChoice;

  constructor(fleet, onChoice) {
    this.#onChoice = onChoice;
    fleet.watch(seldom(WRITE_MS, () => {
      this.#totals = fleet.totals();
      this.#render();
    }));
    this.#render();
  }

  // The chosen one, chosen again, shows all.
  #choose(code) {
    this.#chosen = code === this.#chosen ? null : code;
    this.#render();
    this.#onChoice(this.#chosen);
  }

  #render() {
    const all = this.#totals.reduce((sum, each) => sum + each, 0);
    render(html`
      <div class="share" aria-hidden="true">${CODES.map((status, code) => html`
        <span data-status=${status} .style=${`flex-grow: ${this.#totals[code]}`}></span>`)}</div>
      <div class="totals" role="group" aria-label="Show devices by status">
        ${this.#button(null, 'All', all)}
        ${CODES.map((status, code) => this.#button(code, STATUSES.get(status), this.#totals[code], status))}
      </div>`, document.getElementById('totals'));
  }

  #button(code, name, number, status = 'all') {
    return html`
      <button type="button" data-total=${status} data-status=${status} class=${number === 0 ? 'none' : ''}
        aria-pressed=${this.#chosen === code} @click=${() => this.#choose(code)}>
        <strong>${count(number)}</strong>
        <span>${code === null ? nothing : html`<svg aria-hidden="true"><use href=${`/status.svg#${status}`}></use></svg>`}${name}</span>
      </button>`;
  }
}
