// SPDX-License-Identifier: Apache-2.0
// A rollout's waves: how far each is, and what has to be true before the next one.

import { html, nothing } from '../vendor/lit.js';
import { count, moment, plural, spaced } from '../page/words.js';
import { bar } from './bar.js';
import { partsOfWave } from './counts.js';
import { forecastOfWave } from './forecast.js';

export function waves(rollout, definition) {
  return html`<ol class="waves">${rollout.waves.map((wave) =>
    one(wave, definition?.waves?.[wave.number - 1], rollout))}</ol>`;
}

function one(wave, planned, { wave: current, waves: all, forecast }) {
  const isLast = wave.number === all.length;
  return html`
    <li data-state=${wave.state} aria-current=${wave.number === current ? 'step' : 'false'}>
      <div class="head">
        <h3>${wave.number}. ${wave.name ?? (all.length === 1 ? 'All' : planned ? `Wave ${wave.number}` : 'Rest')}</h3>
        <span class="state" data-state=${wave.state}>${spaced(wave.state)}</span>
        <span class="figures quiet">${count(wave.succeeded)} of ${plural(wave.devices, 'device')}${wave.failed
  ? html` · <strong class="bad">${count(wave.failed)} failed</strong>` : nothing}</span>
      </div>
      ${bar(partsOfWave(wave), `Wave ${wave.number}`)}
      <p class="rules quiet">${[...rules(wave, planned, isLast), forecastOfWave(forecast, wave.number)].filter(Boolean).join(' · ')}</p>
    </li>`;
}

function rules(wave, planned, isLast) {
  const share = wave.measured ? ` (now ${percent(wave.succeeded / wave.measured)})` : '';
  return [
    `${isLast ? 'passes' : 'next'} at ${wave.success} succeeded${wave.state === 'running' || wave.state === 'soaking' ? share : ''}`,
    planned && `stops at ${limit(planned.errors)}`,
    wave.soaksUntil && wave.state === 'soaking' ? `soaks until ${moment(wave.soaksUntil)}`
      : planned?.soak && planned.soak !== 'PT0S' && `soaks ${duration(planned.soak)}`,
    planned?.gate && (wave.gated ? 'a person has to open the next wave' : 'a person opens the next wave'),
  ].filter(Boolean);
}

export const percent = (share) => `${(share * 100).toFixed(share === 1 ? 0 : 1)}%`;

/** { count } or { share, minimumSample } as words. */
export function limit({ count: failures, share, minimumSample } = {}) {
  return [
    failures && plural(failures, 'failure'),
    share && `${share} failed${minimumSample ? ` of at least ${minimumSample}` : ''}`,
  ].filter(Boolean).join(' or ') || 'no number of failures';
}

/** PT1H30M → 1 h 30 min */
export function duration(iso) {
  const [, days, hours, minutes, seconds] = iso.match(/^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/) ?? [];
  return [[days, 'd'], [hours, 'h'], [minutes, 'min'], [seconds, 's']]
    .filter(([number]) => number).map(([number, unit]) => `${number} ${unit}`).join(' ') || iso;
}
