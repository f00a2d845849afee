// SPDX-License-Identifier: Apache-2.0
// The devices of a rollout that failed, refused or timed out, by reason.

import { html, nothing } from '../vendor/lit.js';
import { get, rolloutPath } from '../page/api.js';
import { toDevice } from '../page/router.js';
import { count, spaced } from '../page/words.js';
import { failuresByReason } from './counts.js';

const STATES = ['failed', 'rejected', 'timedOut'];
const PAGE = 1000;
const NAMED = 8;

export class Failures {
  #path;
  #known = '';
  #groups = [];
  #isWhole = true;

  constructor(id) {
    this.#path = `${rolloutPath(id)}/devices?pageSize=${PAGE}`;
  }

  async read({ counts }) {
    const known = STATES.map((state) => counts[state] ?? 0).join();
    if (known !== this.#known) {
      const states = STATES.filter((state) => counts[state]);
      const pages = await Promise.all(states.map((state) => get(`${this.#path}&state=${state}`)));
      this.#groups = failuresByReason(pages.flatMap(({ value }) => value));
      this.#isWhole = pages.every(({ nextLink }) => !nextLink);
      this.#known = known;
    }
  }

  show() {
    return this.#groups.length ? html`
      <ul class="failures">${this.#groups.map(({ state, reason, devices }) => html`
        <li><strong class="bad">${count(devices.length)}</strong> <span>${spaced(state)}${reason ? `: ${reason}` : ''}
          <span class="quiet">${devices.slice(0, NAMED).map((device) => html`<a href=${toDevice(device)}>${device}</a> `)}${devices.length > NAMED
  ? `and ${count(devices.length - NAMED)} more` : nothing}</span></span></li>`)}</ul>
      ${this.#isWhole ? nothing : html`<p class="quiet">Of the first ${count(PAGE)} in each state.</p>`}`
      : html`<p class="quiet">None.</p>`;
  }
}
