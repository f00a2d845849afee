// SPDX-License-Identifier: Apache-2.0
// The end of a rollout's log, the newest line first, and what is before it when that is asked for.

import { html, nothing } from '../vendor/lit.js';
import { get, rolloutPath } from '../page/api.js';
import { toDevice } from '../page/router.js';
import { moment, plural } from '../page/words.js';
import { sentenceOf } from './log-lines.js';

const PAGE = 50;
const MOST = 1000;

export class Log {
  #path;
  #lines = [];
  #size = PAGE;
  #events = 0;

  constructor(id) {
    this.#path = `${rolloutPath(id)}/log`;
  }

  /** @param events how many lines there are: it is read anew when there are others */
  async read(events) {
    if (this.#events !== events) {
      const from = Math.max(1, events - this.#size + 1);
      const { value } = await get(`${this.#path}?pageSize=${this.#size}&from=${from}`);
      this.#lines = value.reverse();
      this.#events = events;
    }
  }

  show(onMore) {
    const first = this.#lines.at(-1)?.seq ?? 1;
    return html`
      <ol class="log">${this.#lines.map(line)}</ol>
      ${first > 1 && this.#size < MOST ? html`<button type="button" @click=${() => this.#more(onMore)}>Show earlier lines</button>` : nothing}
      ${first > 1 && this.#size >= MOST ? html`<p class="quiet">${plural(first - 1, 'earlier line')}: firmcast rollout log shows them all.</p>` : nothing}`;
  }

  #more(onMore) {
    this.#size = Math.min(MOST, this.#size * 3);
    this.#events = 0;
    onMore();
  }
}

function line({ seq, at, event }) {
  const { device, what, by, decisions } = sentenceOf(event);
  return html`
    <li value=${seq}>
      <time class="quiet">${moment(at)}</time>
      <span>${device ? html`<a href=${toDevice(device)}>${device}</a> ` : nothing}${what}${by ? html` <span class="quiet">by ${by}</span>` : nothing}
        ${decisions.length ? html`<span class="decided">→ ${decisions.join('; ')}</span>` : nothing}</span>
    </li>`;
}
