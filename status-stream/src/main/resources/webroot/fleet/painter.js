// SPDX-License-Identifier: Apache-2.0
// Paints cells: a colour for each status, and where there is room its sign too, so that nobody has
// to tell colours apart. Colours and signs are those of the page's style and of status.svg.

import { CODES } from '../page/statuses.js';

const SIGN_FROM = 14;
const GAP_FROM = 4;
const OUT_OF_FILTER = 0.13;
const SIGNS = {
  standBy: 'M13 8A5 5 0 1 1 3 8A5 5 0 1 1 13 8',
  downloading: 'M8 2.5v8m0 0L4.500 7M8 10.500 11.500 7M3 13.500h10',
  applying: 'M13.500 8A5.500 5.500 0 1 1 8 2.500M8 5.500V8l2 1.500',
  completed: 'm2.500 8.500 3.500 3.500 7.500-8',
  failed: 'm3.500 3.500 9 9m0-9-9 9',
  unknown: 'M5.500 6a2.500 2.500 0 1 1 3.600 2.200c-.8.400-1.100.900-1.100 1.800M8 13.200v.1',
};
const PATHS = CODES.map((status) => new Path2D(SIGNS[status]));

export class Painter {
  #context;
  #colours = [];
  #paper = '';
  #ink = '';

  constructor(context) {
    this.#context = context;
    this.readColours();
  }

  /** Again when the page turns light or dark. */
  readColours() {
    const style = getComputedStyle(this.#context.canvas);
    this.#colours = CODES.map((status) => style.getPropertyValue(`--cell-${status}`));
    this.#paper = style.getPropertyValue('--card');
    this.#ink = style.getPropertyValue('--sign');
  }

  clear(width, height) {
    this.#context.globalAlpha = 1;
    this.#context.fillStyle = this.#paper;
    this.#context.fillRect(0, 0, width, height);
  }

  /** All of a status at once: changing the colour costs more than a square does. */
  paint(cells, viewport, matches) {
    const byLook = new Map();
    for (const cell of cells) {
      const look = cell.code * 2 + (matches(cell) ? 1 : 0);
      const same = byLook.get(look);
      if (same) {
        same.push(cell);
      } else {
        byLook.set(look, [cell]);
      }
    }
    byLook.forEach((same, look) => this.#paintSame(same, look >> 1, look % 2 === 1, viewport));
    this.#context.globalAlpha = 1;
  }

  #paintSame(cells, code, wanted, viewport) {
    const context = this.#context;
    const size = viewport.cell;
    const gap = size >= GAP_FROM ? Math.max(1, Math.round(size / 14)) : 0;
    if (!wanted) {
      // A faint square over the one before would show both.
      context.globalAlpha = 1;
      context.fillStyle = this.#paper;
      cells.forEach(({ place }) => square(context, viewport.rect(place), gap));
    }
    context.globalAlpha = wanted ? 1 : OUT_OF_FILTER;
    context.fillStyle = this.#colours[code];
    cells.forEach(({ place }) => square(context, viewport.rect(place), gap));
    if (size >= SIGN_FROM && wanted) {
      cells.forEach(({ place }) => this.#sign(code, viewport.rect(place)));
    }
  }

  #sign(code, { left, top, cell }) {
    const context = this.#context;
    const scale = Math.min(24, cell * 0.52) / 16;
    context.save();
    context.translate(left + cell / 2 - 8 * scale, top + cell / 2 - 8 * scale);
    context.scale(scale, scale);
    context.lineWidth = 2;
    context.lineCap = context.lineJoin = 'round';
    context.strokeStyle = this.#ink;
    context.stroke(PATHS[code]);
    context.restore();
  }
}

// Edges on whole pixels are sharp, and neighbours neither overlap nor leave a seam.
function square(context, { left, top, cell }, gap) {
  const x = Math.round(left);
  const y = Math.round(top);
  context.fillRect(x, y, Math.max(1, Math.round(left + cell) - x - gap), Math.max(1, Math.round(top + cell) - y - gap));
}
