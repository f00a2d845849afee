// SPDX-License-Identifier: Apache-2.0
// The points of a rollout's chart: read once from its devices, then added to from what is heard of
// it. The forecast is drawn beside them where the orchestrator tells one.

import { get, post, rolloutPath } from '../page/api.js';
import { count, plural } from '../page/words.js';
import { isOver } from './actions.js';
import { partsOf } from './counts.js';
import { forecastLines, forecastWords } from './forecast.js';
import { heard, progressOf, ratePerMinute } from './progress.js';

const PAGE = 1000;
const MOST_PAGES = 20;

export class History {
  points = { times: [], succeeded: [], failed: [] };
  forecast = null;
  #told = null;
  #path;
  #isRead = false;
  #isWhole = true;

  constructor(id) {
    this.#path = rolloutPath(id);
  }

  async read(rollout) {
    this.#told = rollout.forecast ?? this.#told;
    this.forecast = forecastLines(this.#told, rollout.startedAt);
    if (!rollout.startedAt) {
      return;
    }
    if (!this.#isRead) {
      await this.#readDevices(rollout);
      this.#isRead = true;
    }
    const seconds = (isOver(rollout) ? Date.parse(rollout.endedAt ?? rollout.updatedAt) : Date.now()) / 1000;
    this.points = heard(this.points, seconds, partsOf(rollout.counts));
  }

  async #readDevices({ startedAt, devices }) {
    this.#isWhole = devices <= PAGE * MOST_PAGES;
    const executions = [];
    for (let next = `${this.#path}/devices?pageSize=${PAGE}`; next && this.#isWhole;) {
      const page = await get(next);
      executions.push(...page.value);
      next = page.nextLink;
    }
    this.points = progressOf(executions, this.#isWhole ? startedAt : null);
  }

  /** Asks what is to be expected of a rollout that has not begun. */
  async ask() {
    this.#told = await post(`${this.#path}:forecast`);
    this.forecast = forecastLines(this.#told, null);
  }

  /** What the chart shows, for those who do not see it. */
  words(rollout) {
    const { succeeded, failed } = partsOf(rollout.counts);
    if (!rollout.startedAt) {
      return ['It has not begun.', this.#told && forecastWords(this.#told)].filter(Boolean).join(' ');
    }
    const rate = rollout.state !== 'running' ? null : ratePerMinute(this.points, Date.now() / 1000);
    return [
      `${count(succeeded)} of ${plural(rollout.devices, 'device')} succeeded, ${count(failed)} failed.`,
      rate !== null && `${rate.toFixed(rate < 10 ? 1 : 0)} a minute succeed now.`,
      !this.#isWhole && 'The curve begins with the opening of this page: there are too many devices to read them all.',
      this.#told ? forecastWords(this.#told) : 'The orchestrator keeps no forecast of this rollout.',
    ].filter(Boolean).join(' ');
  }
}
