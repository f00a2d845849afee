// SPDX-License-Identifier: Apache-2.0
// The devices of a rollout and how each stands, by state; read only while somebody looks.

import { html, nothing } from '../vendor/lit.js';
import { get, rolloutPath } from '../page/api.js';
import { toDevice } from '../page/router.js';
import { count, moment, spaced } from '../page/words.js';

const PAGE = 100;

export class Executions {
  #path;
  #isOpen = false;
  #state = '';
  #size = PAGE;
  #known = null;
  #value = [];
  #more = false;

  constructor(id) {
    this.#path = `${rolloutPath(id)}/devices`;
  }

  async read({ events }) {
    const known = `${events} ${this.#state} ${this.#size}`;
    if (this.#isOpen && known !== this.#known) {
      const state = this.#state && `&state=${this.#state}`;
      const page = await get(`${this.#path}?pageSize=${this.#size}${state}`);
      this.#value = page.value;
      this.#more = Boolean(page.nextLink);
      this.#known = known;
    }
  }

  show({ counts, devices }, redraw) {
    const choose = (change) => {
      change();
      redraw();
    };
    return html`
      <details @toggle=${({ target }) => choose(() => (this.#isOpen = target.open))}>
        <summary>${count(devices)} in ${Object.keys(counts).length === 1 ? 'one state' : `${Object.keys(counts).length} states`}</summary>
        <label class="choice">State <select @change=${({ target }) => choose(() => (this.#state = target.value))}>
          <option value="">All</option>
          ${Object.entries(counts).map(([state, number]) => html`<option value=${state}>${spaced(state)} (${count(number)})</option>`)}</select></label>
        <table class="plain"><thead><tr><th scope="col">Device</th><th scope="col">Wave</th><th scope="col">State</th><th scope="col">Try</th><th scope="col">Since</th></tr></thead>
          <tbody>${this.#value.map(({ deviceId, wave, state, reason, attempt, updatedAt }) => html`
            <tr><th scope="row"><a href=${toDevice(deviceId)}>${deviceId}</a></th><td>${wave}</td>
              <td>${spaced(state)}${reason ? html` <span class="quiet">${reason}</span>` : nothing}</td><td>${attempt || '–'}</td><td>${moment(updatedAt)}</td></tr>`)}</tbody></table>
        ${this.#more && this.#size < 1000 ? html`<button type="button" @click=${() => choose(() => (this.#size = 1000))}>Show more</button>` : nothing}
        ${this.#more && this.#size >= 1000 ? html`<p class="quiet">The first ${count(this.#size)}. <a href=${`${this.#path}?format=csv`} download>All of them as CSV</a></p>` : nothing}
      </details>`;
  }
}
