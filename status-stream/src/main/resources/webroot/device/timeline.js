// SPDX-License-Identifier: Apache-2.0
// One update of a device as a line of phases, each as wide as it lasted, with its time and length.

import { html, nothing } from '../vendor/lit.js';
import { toRollout } from '../page/router.js';
import { STATUSES, statusOf } from '../page/statuses.js';
import { moment, span } from '../page/words.js';
import { rolloutOf } from './history.js';

// Even the shortest phase is seen.
const LEAST_SHARE = 0.04;

export function timeline(update, device) {
  const rollout = rolloutOf(update.updateId, device);
  const name = update.updateId ?? 'Before its first update';
  return html`
    <article class="timeline" aria-label=${name}>
      <h3>${name}${update.isRunning ? html` <span class="running">running</span>` : nothing}</h3>
      <p class="quiet">${[moment(update.phases[0].at), update.ms > 0 && `${span(update.ms)} in all`].filter(Boolean).join(' · ')}
        ${rollout ? html` · in rollout <a href=${toRollout(rollout)}>${rollout}</a>` : nothing}</p>
      ${update.ms > 0 ? html`<div class="phases" aria-hidden="true">${update.phases.map((phase) => bar(phase, update))}</div>` : nothing}
      <ol>${update.phases.map(line)}</ol>
    </article>`;
}

function bar(phase, { ms }) {
  return html`<span data-status=${statusOf(phase)} .style=${`flex-grow: ${Math.max(LEAST_SHARE, phase.ms / ms)}`}></span>`;
}

function line(phase) {
  const status = statusOf(phase);
  return html`
    <li data-status=${status}>
      <svg aria-hidden="true"><use href=${`/status.svg#${status}`}></use></svg>
      <span class="phase">${status === 'unknown' ? phase.status : STATUSES.get(status)}</span>
      <time class="quiet" datetime=${phase.at ?? ''}>${moment(phase.at)}</time>
      <span class="length">${phase.ms > 0 ? span(phase.ms) : ''}</span>
    </li>`;
}
