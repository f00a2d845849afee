// SPDX-License-Identifier: Apache-2.0
// A bar of a rollout's devices by part, which also says itself to those who hear it.

import { html, nothing } from '../vendor/lit.js';
import { count } from '../page/words.js';
import { PART_NAMES } from './counts.js';

export function bar(parts, label) {
  const told = Object.entries(parts).filter(([, number]) => number > 0);
  const words = told.map(([part, number]) => `${count(number)} ${PART_NAMES[part].toLowerCase()}`).join(', ');
  return html`
    <div class="bar" role="img" aria-label=${`${label}: ${words || 'no devices yet'}`} title=${words}>
      ${told.map(([part, number]) => html`<span data-part=${part} .style=${`flex-grow: ${number}`}></span>`)}
    </div>`;
}

export function legend(parts) {
  return html`
    <ul class="legend">${Object.entries(parts).map(([part, number]) => number === 0 && part === 'leftOut' ? nothing : html`
      <li data-part=${part} class=${number ? '' : 'none'}><strong>${count(number)}</strong> ${PART_NAMES[part]}</li>`)}</ul>`;
}
