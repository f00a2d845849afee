// SPDX-License-Identifier: Apache-2.0
// How many devices are in each status, as a bar and as buttons that show only those.

import { STATUSES } from './statuses.js';

export class Totals {
  #buttons = new Map();
  #parts = new Map();
  #chosen = null;

  constructor(onChoice) {
    const totals = document.getElementById('totals');
    const share = document.getElementById('share');
    for (const [status, name] of [[null, 'All'], ...STATUSES]) {
      const button = document.createElement('button');
      const count = document.createElement('strong');
      button.type = 'button';
      button.dataset.total = status ?? 'all';
      button.setAttribute('aria-pressed', status === null);
      count.textContent = '0';
      button.append(count, document.createTextNode(name));
      button.addEventListener('click', () => this.#choose(status, onChoice));
      totals.append(button);
      this.#buttons.set(status, { button, count });
      if (status) {
        const part = document.createElement('span');
        part.dataset.status = status;
        share.append(part);
        this.#parts.set(status, part);
      }
    }
  }

  show({ all, totals }) {
    this.#buttons.forEach(({ button, count }, status) => {
      const number = status === null ? all : totals.get(status) ?? 0;
      count.textContent = number.toLocaleString();
      button.classList.toggle('none', number === 0);
    });
    this.#parts.forEach((part, status) => {
      part.style.flexGrow = totals.get(status) ?? 0;
    });
  }

  // The chosen one, chosen again, shows all.
  #choose(status, onChoice) {
    this.#chosen = status === this.#chosen ? null : status;
    this.#buttons.forEach(({ button }, each) =>
      button.setAttribute('aria-pressed', each === this.#chosen));
    onChoice(this.#chosen);
  }
}
