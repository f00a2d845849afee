// SPDX-License-Identifier: Apache-2.0
// The fleet at a glance: totals that filter, the map, and the table beside it.

import { toDevice } from '../page/router.js';
import { FleetMap } from './map.js';
import { matcher } from './order.js';
import { DeviceTable } from './table.js';
import { Totals } from './totals.js';

export class FleetView {
  #section = document.getElementById('fleet');
  #filter = document.getElementById('filter');
  #map;
  #table;
  #code = null;

  constructor(fleet, connection) {
    this.#map = new FleetMap(fleet, (id) => (location.hash = toDevice(id)));
    this.#table = new DeviceTable(fleet, () =>
      fleet.isKnown && connection.current === 'live' ? 'The hub has no devices yet.' : 'Reading the fleet…');
    new Totals(fleet, (code) => {
      this.#code = code;
      this.#apply();
    });
    this.#filter.addEventListener('input', () => this.#apply());
  }

  show(isShown) {
    this.#section.hidden = !isShown;
  }

  #apply() {
    const matches = matcher(this.#filter.value, this.#code);
    this.#map.filter(matches);
    this.#table.filter(matches, this.#code !== null || this.#filter.value.trim() !== '');
  }
}
