// SPDX-License-Identifier: Apache-2.0
// The map of the fleet: one cell a device on a canvas. Of a change only the cell is painted anew;
// the whole only when it moves, or devices come and go.

import { Viewport } from './layout.js';
import { MapInput } from './map-input.js';
import { Painter } from './painter.js';

export class FleetMap {
  #canvas = document.getElementById('map');
  #context = this.#canvas.getContext('2d', { alpha: false });
  #painter = new Painter(this.#context);
  #viewport = new Viewport();
  #fleet;
  #matches = () => true;
  #width = 0;
  #height = 0;
  #marked = null;
  #pending = new Set();
  #whole = false;
  #frame = 0;

  constructor(fleet, onOpen) {
    this.#fleet = fleet;
    fleet.watch(({ changed, membership }) => this.#changed(changed, membership));
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#painter.readColours();
      this.#soon();
    });
    new MapInput(this.#canvas, this.#viewport, fleet, {
      moved: () => this.#soon(),
      mark: (cell) => this.#mark(cell),
      open: onOpen,
    });
  }

  /** Those that do not match are faint, and stay where they are. */
  filter(matches) {
    this.#matches = matches;
    this.#soon();
  }

  #changed(changed, membership) {
    if (membership) {
      this.#viewport.resize(this.#fleet.ordered.length, this.#width, this.#height);
      this.#canvas.setAttribute('aria-label', `Map of ${this.#fleet.ordered.length} devices`);
      this.#soon();
    } else {
      changed.forEach((cell) => this.#pending.add(cell));
      this.#frame ||= requestAnimationFrame(() => this.#draw());
    }
  }

  #soon() {
    this.#whole = true;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #mark(cell) {
    const before = this.#marked;
    this.#marked = cell;
    if (before !== cell) {
      this.#soon();
    }
  }

  #resize() {
    const { clientWidth, clientHeight } = this.#canvas;
    const density = devicePixelRatio;
    this.#width = clientWidth;
    this.#height = clientHeight;
    this.#canvas.width = Math.round(clientWidth * density);
    this.#canvas.height = Math.round(clientHeight * density);
    this.#context.setTransform(density, 0, 0, density, 0, 0);
    this.#viewport.resize(this.#fleet.ordered.length, clientWidth, clientHeight);
    this.#whole = true;
    this.#draw();
  }

  // Cells between the first and the last seen one may still lie beside the canvas: it clips them.
  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { ordered } = this.#fleet;
    const [first, end] = this.#viewport.seen(ordered.length);
    if (this.#whole) {
      this.#painter.clear(this.#width, this.#height);
      this.#painter.paint(ordered.slice(first, end), this.#viewport, this.#matches);
    } else {
      const seen = [...this.#pending].filter(({ place }) => place >= first && place < end);
      this.#painter.paint(seen, this.#viewport, this.#matches);
    }
    this.#whole = false;
    this.#pending.clear();
    this.#drawMark();
  }

  #drawMark() {
    const place = this.#marked?.place ?? -1;
    if (place >= 0 && this.#fleet.ordered[place] === this.#marked) {
      const { left, top, cell } = this.#viewport.rect(place);
      this.#context.lineWidth = 2;
      this.#context.strokeStyle = getComputedStyle(this.#canvas).color;
      this.#context.strokeRect(Math.round(left), Math.round(top), Math.max(5, cell - 1), Math.max(5, cell - 1));
    }
  }
}
