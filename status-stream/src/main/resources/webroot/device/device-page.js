// SPDX-License-Identifier: Apache-2.0
// One device: what it is doing, why it waits, what it did, and its twin. What the feed tells of it
// makes this read the twin anew, at most once a second.

import { html, nothing, render } from '../vendor/lit.js';
import { statusPill } from '../fleet/table.js';
import { devicePath, get } from '../page/api.js';
import { regularly } from '../page/regularly.js';
import { toRollout } from '../page/router.js';
import { ago, moment, spaced } from '../page/words.js';
import { updatesOf } from './history.js';
import { JsonTree } from './json-tree.js';
import { timeline } from './timeline.js';
import { whyIn } from './waiting.js';

const READ_MS = 1000;
const ASK_MS = 5000;
const ASK_ANYWAY = 6;

export class DevicePage {
  #root;
  #fleet;
  #id;
  #endings = [];
  #tree = new JsonTree(() => this.#render());
  #news = true;
  #askNews = true;
  #silent = 0;
  #twin = null;
  #problem = null;
  #why = null;
  #updates = null;

  constructor(root, fleet, id) {
    this.#root = root;
    this.#fleet = fleet;
    this.#id = id;
    this.#endings = [
      fleet.watch(({ changed }) => {
        if ([...changed].some((cell) => cell.id === id)) {
          this.#news = this.#askNews = true;
        }
      }),
      regularly(READ_MS, () => this.#read()),
      regularly(ASK_MS, () => this.#ask()),
    ];
    this.#render();
  }

  leave() {
    this.#endings.forEach((end) => end());
  }

  async #read() {
    if (this.#news) {
      this.#news = false;
      try {
        const path = devicePath(this.#id);
        [this.#twin, this.#updates] = await Promise.all([
          get(`${path}/twin`),
          get(`/api/v1/updates?pageSize=20&device=${encodeURIComponent(this.#id)}`),
        ]);
        this.#problem = null;
      } catch (problem) {
        this.#news = true;
        this.#problem = problem;
        this.#render();
        throw problem;
      }
    }
    this.#render();
  }

  // Each answer costs the orchestrator some work: without news of the device it is asked seldom.
  async #ask() {
    if (!this.#askNews && ++this.#silent % ASK_ANYWAY) {
      return;
    }
    this.#askNews = false;
    try {
      this.#why = await whyIn(this.#id);
    } catch (problem) {
      this.#why = { problem };
    }
    this.#render();
  }

  #render() {
    const item = this.#fleet.get(this.#id);
    const twin = this.#twin;
    render(html`
      <div class="title">
        <div><p class="crumb"><a href="#/">Fleet</a></p><h2 tabindex="-1">${this.#id}</h2></div>
        <button type="button" class="primary" data-update=${this.#id} ?disabled=${this.#problem?.status === 404}>Start an update…</button>
      </div>
      ${this.#problem ? html`<p class="notice" role="alert">${this.#problem.message}</p>` : nothing}
      <dl class="facts">
        <div><dt>Status</dt><dd>${item ? statusPill(item) : '–'}</dd></div>
        <div><dt>Version</dt><dd>${item?.version ?? '–'}</dd></div>
        <div><dt>Changed</dt><dd>${item ? ago(Date.now() - Date.parse(item.at)) : '–'}</dd></div>
        <div><dt>Connection</dt><dd>${twin ? (twin.connected ? 'Connected' : 'Not connected') : '–'}</dd></div>
      </dl>
      ${item?.error ? html`<p class="notice">${item.error.code}: ${item.error.message}</p>` : nothing}
      <div class="two">
        <section class="card pad" aria-labelledby="what-it-did"><h2 id="what-it-did">What it did</h2>${this.#history()}</section>
        <div class="stack">
          <section class="card pad" aria-labelledby="why"><h2 id="why">Why it is as it is</h2>${this.#reasons()}</section>
          <section class="card pad" aria-labelledby="asked"><h2 id="asked">Updates asked for one by one</h2>${this.#asked()}</section>
          <section class="card pad" aria-labelledby="twin"><h2 id="twin">Twin</h2>
            ${twin ? html`<p class="quiet">Reported version ${twin.reportedVersion}, desired version ${twin.desiredVersion}</p>` : nothing}
            ${twin ? html`<div class="json">${this.#tree.show(twin.reported, 'reported', 2)}${this.#tree.show(twin.desired, 'desired', 2)}</div>` : html`<p class="quiet">Not read yet.</p>`}
          </section>
        </div>
      </div>`, this.#root);
  }

  #history() {
    const updates = this.#twin ? updatesOf(this.#twin.reported, Date.now()) : [];
    return updates.length
      ? updates.map((update) => timeline(update, this.#id))
      : html`<p class="quiet">${this.#twin ? 'It keeps no history in its twin.' : 'Its twin is not read yet.'}</p>`;
  }

  #reasons() {
    if (!this.#why) {
      return html`<p class="quiet">Asking the rollouts…</p>`;
    }
    const { problem, answers, unasked } = this.#why;
    if (problem) {
      return html`<p class="quiet">The rollouts cannot be asked: ${problem.message}</p>`;
    }
    return html`
      ${answers.length ? nothing : html`<p class="quiet">No rollout that is not over has this device, so it waits for nothing.</p>`}
      ${answers.map(({ id, state, why }) => html`
        <p><a href=${toRollout(id)}>${id}</a> <span class="quiet">(${spaced(state).toLowerCase()})</span><br>${why}.</p>`)}
      ${unasked.length ? html`<p class="quiet">Not asked: ${unasked.join(', ')}.</p>` : nothing}`;
  }

  #asked() {
    const updates = this.#updates?.value ?? [];
    return updates.length ? html`
      <ul class="lines">${updates.map((update) => html`
        <li><span class="state" data-state=${update.state.toLowerCase()}>${spaced(update.state)}</span>
          <span class="grow">${update.request.version ?? update.request.fwPackageUri}
            ${update.reason || update.error ? html`<span class="quiet"> · ${update.error?.message || update.error?.code || update.reason}</span>` : nothing}</span>
          <time class="quiet">${moment(update.createdAt)}</time></li>`)}</ul>`
      : html`<p class="quiet">None. Updates by rollouts are under “What it did”.</p>`;
  }
}
