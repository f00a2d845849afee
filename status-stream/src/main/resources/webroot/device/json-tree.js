// SPDX-License-Identifier: Apache-2.0
// JSON that can be opened and closed. All of it is text nodes, and what is closed is not made: a
// twin may be deep, and of anybody's making.

import { html, nothing } from '../vendor/lit.js';

const MOST = 200;
const LONGEST = 2000;

export class JsonTree {
  #toggled = new Set();
  #redraw;

  constructor(redraw) {
    this.#redraw = redraw;
  }

  /** @param open how many levels are open until somebody closes them */
  show(value, name, open = 1, path = String(name)) {
    if (value === null || typeof value !== 'object') {
      return html`<div class="leaf">${label(name)}${leaf(value)}</div>`;
    }
    const entries = Array.isArray(value) ? value.map((each, place) => [place, each]) : Object.entries(value);
    const [before, after] = Array.isArray(value) ? '[]' : '{}';
    if (entries.length === 0) {
      return html`<div class="leaf">${label(name)}${before}${after}</div>`;
    }
    const isOpen = (open > 0) !== this.#toggled.has(path);
    return html`
      <details ?open=${isOpen} @toggle=${(event) => this.#toggle(path, event.target.open === open > 0)}>
        <summary>${label(name)}<span class="quiet">${before}${isOpen ? '' : `${entries.length}${after}`}</span></summary>
        ${isOpen ? html`<div class="branch">${entries.slice(0, MOST).map(([each, inner]) => this.show(inner, each, open - 1, `${path}/${each}`))}
          ${entries.length > MOST ? html`<div class="leaf quiet">… and ${entries.length - MOST} more</div>` : nothing}</div>
          <span class="quiet">${after}</span>` : nothing}
      </details>`;
  }

  #toggle(path, asAtFirst) {
    const before = this.#toggled.has(path);
    if (before === asAtFirst) {
      this.#toggled[asAtFirst ? 'delete' : 'add'](path);
      this.#redraw();
    }
  }
}

const label = (name) => html`<span class="key">${name}</span>: `;

function leaf(value) {
  const kind = value === null ? 'null' : typeof value;
  const text = JSON.stringify(value);
  return html`<span class=${kind}>${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}</span>`;
}
