// SPDX-License-Identifier: Apache-2.0
// The table of devices. What a device says is only ever put into the page as text. Changes wait
// for the next frame of the screen, where each changed row is written once.

import { STATUSES, statusOf } from './statuses.js';

const byName = new Intl.Collator('en', { numeric: true });

// A change is pointed out by a ring around it, unless so much changes that all would flicker.
const CALM = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 20;
const ARRIVAL = [
  { boxShadow: '0 0 0 4px color-mix(in srgb, currentColor 45%, transparent)' },
  { boxShadow: '0 0 0 12px transparent' },
];

export class Devices {
  #body = document.getElementById('devices');
  #template = document.getElementById('device-row').content.firstElementChild;
  #rows = new Map();
  #order = [];
  #changed = new Map();
  #frame = 0;
  #text = '';
  #status = null;
  #onDraw;

  constructor(onDraw) {
    this.#onDraw = onDraw;
    setInterval(() => this.#rows.forEach((row) => !row.element.hidden && writeSince(row)), 1000);
  }

  get size() {
    return this.#rows.size;
  }

  put(items) {
    items.forEach((item) => this.#changed.set(item.deviceId, item));
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Takes away every device that is not in this set. */
  keepOnly(ids) {
    const gone = [...this.#rows.keys()].filter((id) => !ids.has(id));
    this.put(gone.map((deviceId) => ({ deviceId, reportedVersion: 0 })));
  }

  filter(text, status) {
    this.#text = text.trim().toLowerCase();
    this.#status = status;
    this.#rows.forEach((row) => this.#hideOrShow(row));
    this.#onDraw(this.#summary());
  }

  #draw() {
    this.#frame = 0;
    const calm = this.#changed.size <= CALM;
    for (const item of this.#changed.values()) {
      if (item.reportedVersion === 0) {
        this.#remove(item.deviceId);
      } else {
        this.#write(item, calm);
      }
    }
    this.#changed.clear();
    this.#onDraw(this.#summary());
  }

  #write(item, calm) {
    const row = this.#rows.get(item.deviceId) ?? this.#add(item.deviceId);
    const status = statusOf(item);
    const moved = row.item && statusOf(row.item) !== status;
    row.item = item;
    row.element.dataset.status = status;
    row.icon.setAttribute('href', `/status.svg#${status}`);
    write(row.cells.status, STATUSES.get(status));
    write(row.cells.error, item.error ? item.error.message || item.error.code : '');
    row.cells.error.title = row.cells.error.textContent;
    write(row.cells.version, item.version ?? '');
    write(row.cells.update, item.updateId ?? '');
    row.cells.update.title = item.updateId ?? '';
    row.cells.since.dateTime = item.at;
    row.cells.since.title = new Date(item.at).toLocaleString();
    writeSince(row);
    this.#hideOrShow(row);
    if (moved && calm) {
      row.pill.animate(ARRIVAL, 900);
    }
  }

  #add(id) {
    const element = this.#template.cloneNode(true);
    const cells = {};
    element.querySelectorAll('[data-cell]').forEach((cell) => (cells[cell.dataset.cell] = cell));
    element.dataset.device = id;
    cells.device.textContent = id;
    element.querySelector('button').setAttribute('aria-label', `Update ${id}`);
    const icon = element.querySelector('use');
    const pill = element.querySelector('.status');
    const row = { id, element, cells, icon, pill, item: null };
    const place = this.#placeOf(id);
    this.#body.insertBefore(element, this.#order[place]?.element ?? null);
    this.#order.splice(place, 0, row);
    this.#rows.set(id, row);
    return row;
  }

  #remove(id) {
    const row = this.#rows.get(id);
    if (row) {
      row.element.remove();
      this.#order.splice(this.#order.indexOf(row), 1);
      this.#rows.delete(id);
    }
  }

  #placeOf(id) {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byName.compare(this.#order[middle].id, id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #hideOrShow({ element, item }) {
    const words = `${item.deviceId}\n${item.version ?? ''}\n${item.updateId ?? ''}`.toLowerCase();
    const wanted = words.includes(this.#text) && (!this.#status || statusOf(item) === this.#status);
    element.hidden = !wanted;
  }

  #summary() {
    const totals = new Map();
    let shown = 0;
    this.#rows.forEach(({ element, item }) => {
      totals.set(statusOf(item), (totals.get(statusOf(item)) ?? 0) + 1);
      shown += element.hidden ? 0 : 1;
    });
    return { all: this.#rows.size, shown, totals };
  }
}

function write(cell, text) {
  if (cell.textContent !== text) {
    cell.textContent = text;
  }
}

function writeSince({ cells, item }) {
  write(cells.since, ago(Date.now() - Date.parse(item.at)));
}

function ago(ms) {
  const seconds = Math.floor(ms / 1000);
  if (!(seconds >= 1)) {
    return 'just now';
  }
  const [amount, unit] =
    seconds < 60 ? [seconds, 's']
      : seconds < 3600 ? [seconds / 60, 'min']
        : seconds < 86_400 ? [seconds / 3600, 'h']
          : [seconds / 86_400, 'd'];
  return `${Math.floor(amount)} ${unit} ago`;
}
