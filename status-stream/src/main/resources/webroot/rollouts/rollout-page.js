// SPDX-License-Identifier: Apache-2.0
// One rollout: how far it is, its waves, how it got on, what failed, and what may be done to it.

import { html, nothing, render } from '../vendor/lit.js';
import { get, rolloutPath } from '../page/api.js';
import { tell } from '../page/news.js';
import { regularly } from '../page/regularly.js';
import { count, moment, plural, spaced, span } from '../page/words.js';
import { isOver, legalActions } from './actions.js';
import { bar, legend } from './bar.js';
import { ProgressChart } from './chart.js';
import { confirmAction } from './confirm.js';
import { partsOf } from './counts.js';
import { Executions } from './executions.js';
import { Failures } from './failures.js';
import { Log } from './log.js';
import { History } from './progress-history.js';
import { waves } from './waves.js';

const READ_MS = 1500;

export class RolloutPage {
  #root;
  #id;
  #end;
  #rollout = null;
  #definition = null;
  #problem = null;
  #chart = null;
  #log;
  #failures;
  #executions;
  #history;

  constructor(root, id) {
    this.#root = root;
    this.#id = id;
    this.#log = new Log(id);
    this.#failures = new Failures(id);
    this.#executions = new Executions(id);
    this.#history = new History(id);
    this.#end = regularly(READ_MS, () => this.#read());
    this.#render();
  }

  leave() {
    this.#end();
    this.#chart?.leave();
  }

  async #read() {
    try {
      this.#rollout = await get(rolloutPath(this.#id));
      this.#definition ??= await get(`${rolloutPath(this.#id)}/definition`);
      await Promise.all([
        this.#log.read(this.#rollout.events),
        this.#failures.read(this.#rollout),
        this.#executions.read(this.#rollout),
        this.#history.read(this.#rollout),
      ]);
      this.#problem = null;
    } catch (problem) {
      this.#problem = problem;
    }
    this.#render();
    if (this.#problem) {
      throw this.#problem;
    }
  }

  #render() {
    const rollout = this.#rollout;
    render(html`
      <div class="title">
        <div><p class="crumb"><a href="#/rollouts">Rollouts</a></p>
          <h2 tabindex="-1">${this.#id}</h2></div>
        ${rollout ? this.#actions(rollout) : nothing}
      </div>
      ${this.#problem ? html`<p class="notice" role="alert">${this.#problem.message}</p>` : nothing}
      ${rollout ? this.#body(rollout) : nothing}`, this.#root);
    this.#draw();
  }

  #actions(rollout) {
    return html`<div class="actions" role="group" aria-label="Actions">${legalActions(rollout, this.#definition ?? {}).map((action) => html`
      <button type="button" data-action=${action.word} class=${action.isFirst ? 'primary' : action.isEnd ? 'danger' : ''}
        @click=${() => confirmAction(rollout, action, () => {
    tell(`${this.#id}: ${action.name.toLowerCase()} was asked for`);
    this.#end.now();
  })}>${action.name}…</button>`)}</div>`;
  }

  #body(rollout) {
    const parts = partsOf(rollout.counts);
    const redraw = () => this.#end.now();
    return html`
      <section class="card pad" aria-label="Progress">
        <p class="standing" role="status"><span class="state" data-state=${rollout.state}>${spaced(rollout.state)}</span>
          ${rollout.reason ? html`<span>${rollout.reason}</span>` : nothing}${this.#definition?.description ? html`<span class="quiet">${this.#definition.description}</span>` : nothing}</p>
        ${bar(parts, 'All devices')}${legend(parts)}
        <dl class="facts">${this.#facts(rollout).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      </section>
      <div class="two">
        <div class="stack">
          <section class="card pad" aria-labelledby="waves"><h2 id="waves">Waves</h2>
            ${rollout.waves.length ? waves(rollout, this.#definition) : html`<p class="quiet">Its devices are being found.</p>`}</section>
          <section class="card pad" aria-labelledby="failures"><h2 id="failures">Failures by reason</h2>${this.#failures.show()}</section>
        </div>
        <div class="stack">
          <section class="card pad" aria-labelledby="progress"><h2 id="progress">Progress</h2>
            <div class="chart" role="img" aria-label=${this.#history.words(rollout)}></div>
            <p class="quiet">${this.#history.words(rollout)}</p>
            ${!rollout.startedAt && rollout.plan && !isOver(rollout) ? html`<p><button type="button" @click=${() => this.#forecast()}>Forecast</button></p>` : nothing}</section>
          <section class="card pad" aria-labelledby="its-devices"><h2 id="its-devices">Devices</h2>${this.#executions.show(rollout, redraw)}</section>
        </div>
      </div>
      <section class="card pad" aria-labelledby="log"><h2 id="log">Log</h2>${this.#log.show(redraw)}</section>`;
  }

  #facts(rollout) {
    const { pace, startedAt, endedAt } = rollout;
    const firmware = this.#definition?.firmware;
    const end = endedAt ? Date.parse(endedAt) : Date.now();
    return [
      ['Firmware', firmware?.version ?? firmware?.fwPackageUri],
      ['Devices', count(rollout.devices)],
      ['In flight', `${count(rollout.inFlight)} of ${count(pace.inFlight)}`],
      ['Rate', pace.rate ? `${plural(pace.rate.perMinute, 'start')} a minute${pace.rate.factor > 1 ? `, growing by ${pace.rate.factor}` : ''}` : 'not limited'],
      ['Started', startedAt ? moment(startedAt) : 'not yet'],
      [isOver(rollout) ? 'Took' : 'Running for', startedAt ? span(Math.max(0, end - Date.parse(startedAt))) : '–'],
    ].filter(([, value]) => value !== undefined);
  }

  async #forecast() {
    try {
      await this.#history.ask();
    } catch (problem) {
      tell(['not-found', 'method-not-allowed'].includes(problem.code) ? 'This orchestrator tells no forecast.' : problem.message);
    }
    this.#render();
  }

  #draw() {
    const place = this.#root.querySelector('.chart');
    if (place?.isConnected && (this.#rollout?.startedAt || this.#history.forecast)) {
      this.#chart ??= new ProgressChart(place);
      this.#chart.show(this.#history.points, this.#rollout.devices, this.#history.forecast);
    }
  }
}
