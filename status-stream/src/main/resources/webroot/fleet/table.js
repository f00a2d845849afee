// SPDX-License-Identifier: Apache-2.0
// The table of devices. Only rows in sight exist, so it is as quick with 100,000 devices as with
// ten. Orders other than by name are made anew once a second, as rows that jump cannot be read; a
// filter is kept up with four times a second.

import { html, nothing, render, repeat } from '../vendor/lit.js';
import { toDevice } from '../page/router.js';
import { seldom } from '../page/seldom.js';
import { CODES, STATUSES, statusOf } from '../page/statuses.js';
import { ago, count, plural } from '../page/words.js';
import { arranged } from './order.js';
import { rowsInSight } from './window.js';

const COLUMNS = [['device', 'Device'], ['status', 'Status'], ['version', 'Version'], ['update', 'Update'], ['changed', 'Changed']];
const WRITE_MS = 100;
const TICK_MS = 250;
const REARRANGE_MS = 950;
const LEAST_SHARE_OF_TIME = 20;

export class DeviceTable {
  #fleet;
  #table = document.getElementById('device-table');
  #scroller = document.getElementById('devices');
  #head = document.getElementById('devices-head');
  #shown = document.getElementById('shown');
  #rows = [];
  #matches = () => true;
  #filtered = false;
  #column = 'device';
  #descending = false;
  #frame = 0;
  #stale = false;
  #due = 0;
  #write = seldom(WRITE_MS, () => this.#soon());
  #emptyText;

  /** @param emptyText says why there are no devices at all */
  constructor(fleet, emptyText) {
    this.#fleet = fleet;
    this.#emptyText = emptyText;
    fleet.watch(({ membership }) => this.#changed(membership));
    this.#scroller.addEventListener('scroll', () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#soon()).observe(this.#scroller);
    setInterval(() => {
      if (this.#stale && performance.now() > this.#due) {
        this.#arrange();
      }
      this.#soon();
    }, TICK_MS);
    this.#renderHead();
  }

  filter(matches, filtered) {
    this.#matches = matches;
    this.#filtered = filtered;
    this.#scroller.scrollTop = 0;
    this.#arrange();
  }

  #changed(membership) {
    if (membership) {
      this.#arrange();
    } else {
      this.#stale ||= this.#filtered || this.#column !== 'device';
      this.#write();
    }
  }

  #arrange() {
    const began = performance.now();
    this.#stale = false;
    this.#rows = arranged(this.#fleet.ordered, {
      column: this.#column, descending: this.#descending, matches: this.#matches,
    });
    // A large fleet is arranged more seldom, so that this never takes much of the time.
    const took = performance.now() - began;
    this.#due = began + Math.max(this.#column === 'device' ? 0 : REARRANGE_MS, took * LEAST_SHARE_OF_TIME);
    this.#soon();
  }

  #sortBy(column) {
    this.#descending = this.#column === column && !this.#descending;
    this.#column = column;
    this.#renderHead();
    this.#arrange();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#scroller.offsetParent) {
        this.#render();
      }
    });
  }

  #renderHead() {
    render(html`${COLUMNS.map(([column, name]) => html`
      <div role="columnheader" aria-sort=${this.#column !== column ? 'none' : this.#descending ? 'descending' : 'ascending'}>
        <button type="button" class="sort" @click=${() => this.#sortBy(column)}>${name}</button>
      </div>`)}<div role="columnheader"><span class="spoken">Action</span></div>`, this.#head);
  }

  #render() {
    const rows = this.#rows;
    const all = this.#fleet.ordered.length;
    const rowHeight = matchMedia('(max-width: 720px)').matches ? 64 : 40;
    const { scrollTop, clientHeight } = this.#scroller;
    const [first, end] = rowsInSight(rows.length, rowHeight, scrollTop, clientHeight);
    this.#shown.textContent = rows.length === all ? plural(all, 'device') : `${count(rows.length)} of ${plural(all, 'device')}`;
    this.#table.setAttribute('aria-rowcount', rows.length + 1);
    const now = Date.now();
    render(html`
      <div class="all-rows" role="rowgroup" .style=${`height: ${rows.length * rowHeight}px`}>
        ${repeat(rows.slice(first, end), ({ id }) => id, (cell, index) => row(cell, first + index, rowHeight, now))}
      </div>
      ${rows.length ? nothing : html`<p class="empty">${all ? 'No device matches.' : this.#emptyText()}</p>`}`, this.#scroller);
  }
}

function row({ id, item, code, at }, index, rowHeight, now) {
  const status = CODES[code];
  return html`
    <div role="row" aria-rowindex=${index + 2} class="row" data-device=${id} data-status=${status}
      .style=${`transform: translateY(${index * rowHeight}px)`}>
      <div role="rowheader"><a href=${toDevice(id)} title=${id}>${id}</a></div>
      <div role="cell">${statusPill(item)}${item.error
    ? html`<span class="reason" title=${item.error.message || item.error.code}>${item.error.message || item.error.code}</span>` : nothing}</div>
      <div role="cell" title=${item.version ?? ''}>${item.version ?? ''}</div>
      <div role="cell" title=${item.updateId ?? ''}>${item.updateId ?? ''}</div>
      <div role="cell" title=${at ? new Date(at).toLocaleString() : ''}>${at ? ago(now - at) : ''}</div>
      <div role="cell"><button type="button" data-update=${id} aria-label=${`Update ${id}`}>Update</button></div>
    </div>`;
}

/** A status as sign and words. */
export function statusPill(item) {
  const status = statusOf(item);
  return html`<span class="status" data-status=${status}><svg aria-hidden="true"><use href=${`/status.svg#${status}`}></use></svg>${STATUSES.get(status)}</span>`;
}
