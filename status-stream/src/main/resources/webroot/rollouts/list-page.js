// SPDX-License-Identifier: Apache-2.0
// All rollouts, the newest first, with how far each is.

import { html, nothing, render, repeat } from '../vendor/lit.js';
import { get } from '../page/api.js';
import { regularly } from '../page/regularly.js';
import { NEW_ROLLOUT, toRollout } from '../page/router.js';
import { count, moment, plural, spaced } from '../page/words.js';
import { bar } from './bar.js';
import { partsOf } from './counts.js';

const READ_MS = 2000;
const PAGE = 50;
const STATES = ['running', 'paused', 'draft', 'awaitingApproval', 'scheduled', 'completed', 'aborted', 'canceled', 'rolledBack', 'denied'];

export class RolloutList {
  #root;
  #end;
  #rollouts = null;
  #more = false;
  #size = PAGE;
  #state = '';
  #problem = null;

  constructor(root) {
    this.#root = root;
    this.#end = regularly(READ_MS, () => this.#read());
    this.#render();
  }

  leave() {
    this.#end();
  }

  async #read() {
    try {
      const state = this.#state && `&state=${this.#state}`;
      const page = await get(`/api/v1/rollouts?pageSize=${this.#size}${state}`);
      this.#rollouts = page.value;
      this.#more = Boolean(page.nextLink);
      this.#problem = null;
    } catch (problem) {
      this.#problem = problem;
    }
    this.#render();
    if (this.#problem) {
      throw this.#problem;
    }
  }

  #choose(change) {
    change();
    this.#end.now();
  }

  #render() {
    render(html`
      <div class="title">
        <h2 tabindex="-1">Rollouts</h2>
        <label class="choice">State <select @change=${({ target }) => this.#choose(() => (this.#state = target.value))}>
          <option value="">All</option>${STATES.map((state) => html`<option value=${state}>${spaced(state)}</option>`)}</select></label>
        <a class="button primary" href=${NEW_ROLLOUT}>New rollout…</a>
      </div>
      ${this.#problem ? html`<p class="notice" role="alert">${this.#problem.message}</p>` : nothing}
      ${this.#rollouts?.length ? html`<ul class="rollouts card">${repeat(this.#rollouts, ({ id }) => id, line)}</ul>` : nothing}
      ${this.#rollouts?.length === 0 ? html`<p class="card empty">${this.#state ? `No rollout is ${spaced(this.#state).toLowerCase()}.`
    : html`No rollouts yet. <a href=${NEW_ROLLOUT}>Create the first one</a>; nothing is started before you say so.`}</p>` : nothing}
      ${!this.#rollouts && !this.#problem ? html`<p class="card empty">Reading the rollouts…</p>` : nothing}
      ${this.#more ? html`<button type="button" @click=${() => this.#choose(() => (this.#size = Math.min(1000, this.#size * 2)))}>Show more</button>` : nothing}`,
    this.#root);
  }
}

function line(rollout) {
  const parts = partsOf(rollout.counts);
  const { devices, wave, waves } = rollout;
  return html`
    <li>
      <a class="name" href=${toRollout(rollout.id)}>${rollout.id}</a>
      <span class="state" data-state=${rollout.state}>${spaced(rollout.state)}</span>
      <span class="figures quiet">${devices
    ? html`${count(parts.succeeded)} of ${plural(devices, 'device')}${parts.failed ? html` · <strong class="bad">${count(parts.failed)} failed</strong>` : nothing}${wave ? ` · wave ${wave} of ${waves.length}` : nothing}`
    : rollout.plan ? 'No devices' : 'Its devices are being found'}</span>
      <time class="quiet">${moment(rollout.startedAt ?? rollout.createdAt)}</time>
      ${bar(parts, 'Progress')}
      ${rollout.reason ? html`<p class="why quiet">${rollout.reason}</p>` : nothing}
    </li>`;
}
