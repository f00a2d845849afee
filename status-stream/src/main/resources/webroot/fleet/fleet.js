// SPDX-License-Identifier: Apache-2.0
// What the feed has told of each device. Takes frames as they come and tells its watchers once for
// each frame of the screen; the map and the table read from here.

import { CODES, statusOf } from '../page/statuses.js';
import { keyOf } from './order.js';

export class Fleet {
  #cells = new Map();
  #ordered = [];
  #changed = new Set();
  #snapshot = null;
  #isKnown = false;
  #membership = false;
  #frame = 0;
  #watchers = new Set();
  #schedule;

  /** @param schedule calls a function at the next frame of the screen */
  constructor(schedule = (draw) => requestAnimationFrame(draw)) {
    this.#schedule = schedule;
  }

  /** @param watch is given { changed, membership }: the cells that are news, and whether devices came or went */
  watch(watch) {
    this.#watchers.add(watch);
    return () => this.#watchers.delete(watch);
  }

  /** Takes a frame of the feed; returns how many items it had. */
  take(frame) {
    switch (frame.type) {
      case 'hello':
      case 'gone':
        this.#snapshot = null;
        return 0;
      case 'snapshot':
        return this.#takeSnapshot(frame);
      case 'delta':
        frame.items.forEach((item) => this.#put(item));
        return frame.items.length;
      default:
        return 0;
    }
  }

  get(id) {
    return this.#cells.get(id)?.item;
  }

  /** Whether all of it was told once. */
  get isKnown() {
    return this.#isKnown;
  }

  /** All cells in the order of their names. */
  get ordered() {
    return this.#ordered;
  }

  /** While pages of the first snapshot come in, nobody is told: a hundred sorts would be for nothing. */
  #takeSnapshot({ items, first, last }) {
    this.#snapshot = first || !this.#snapshot ? new Set() : this.#snapshot;
    items.forEach((item) => {
      this.#snapshot.add(item.deviceId);
      this.#put(item);
    });
    if (last) {
      // A snapshot is the whole truth: what it does not show is no longer there.
      [...this.#cells.keys()].filter((id) => !this.#snapshot.has(id)).forEach((id) => this.#remove(id));
      this.#snapshot = null;
      this.#isKnown = true;
      this.#soon();
    }
    return items.length;
  }

  #put(item) {
    const cell = this.#cells.get(item.deviceId);
    if (item.left || item.reportedVersion === 0) {
      this.#remove(item.deviceId);
    } else if (cell) {
      cell.code = CODES.indexOf(statusOf(item));
      cell.item = item;
      cell.at = Date.parse(item.at);
      this.#changed.add(cell);
    } else {
      const id = item.deviceId;
      this.#cells.set(id, {
        id, key: keyOf(id), item, code: CODES.indexOf(statusOf(item)), at: Date.parse(item.at), place: -1,
      });
      this.#membership = true;
    }
    this.#soon();
  }

  #remove(id) {
    this.#membership = this.#cells.delete(id) || this.#membership;
  }

  #soon() {
    if (!this.#snapshot && !this.#frame) {
      this.#frame = 1;
      this.#schedule(() => this.#tell());
    }
  }

  #tell() {
    this.#frame = 0;
    const membership = this.#membership;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#membership = false;
    if (membership) {
      this.#ordered = [...this.#cells.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      this.#ordered.forEach((cell, place) => (cell.place = place));
    }
    this.#watchers.forEach((watch) => watch({ changed, membership }));
  }

  /** How many devices are in each status, by its code. */
  totals() {
    const totals = new Array(CODES.length).fill(0);
    this.#ordered.forEach(({ code }) => totals[code]++);
    return totals;
  }
}
