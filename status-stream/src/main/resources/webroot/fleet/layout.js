// SPDX-License-Identifier: Apache-2.0
// Where a device's cell lies on the map: rows of squares, as large as fit. Knows no canvas.

export const LARGEST = 64;
const GREATEST_ZOOM = 64;

/** The squares that fill this space with so many devices. */
export function fit(devices, width, height) {
  if (devices === 0 || width <= 0 || height <= 0) {
    return { columns: 1, rows: 0, cell: LARGEST };
  }
  let columns = Math.max(1, Math.ceil(Math.sqrt((devices * width) / height)));
  let cell = Math.min(LARGEST, width / columns, height / Math.ceil(devices / columns));
  for (let more = columns + 1; more <= columns + 4; more++) {
    const other = Math.min(LARGEST, width / more, height / Math.ceil(devices / more));
    if (other > cell) {
      [columns, cell] = [more, other];
    }
  }
  columns = Math.max(1, Math.floor(width / cell + 1e-6));
  return { columns, rows: Math.ceil(devices / columns), cell };
}

/** What of the map is seen: how far it is zoomed, and what lies in the corner. */
export class Viewport {
  zoom = 1;
  x = 0;
  y = 0;
  #grid = fit(0, 0, 0);
  #width = 0;
  #height = 0;

  resize(devices, width, height) {
    this.#grid = fit(devices, width, height);
    this.#width = width;
    this.#height = height;
    this.#settle();
  }

  get columns() {
    return this.#grid.columns;
  }

  get cell() {
    return this.#grid.cell * this.zoom;
  }

  get isWhole() {
    return this.zoom === 1;
  }

  /** Around a point, which stays where it is. */
  zoomTo(zoom, atX = this.#width / 2, atY = this.#height / 2) {
    const most = Math.max(1, GREATEST_ZOOM / this.#grid.cell);
    const next = Math.min(most, Math.max(1, zoom));
    this.x = ((this.x + atX) / this.zoom) * next - atX;
    this.y = ((this.y + atY) / this.zoom) * next - atY;
    this.zoom = next;
    this.#settle();
  }

  pan(byX, byY) {
    this.x += byX;
    this.y += byY;
    this.#settle();
  }

  /** Moves as little as shows this one whole. */
  reveal(place) {
    const { left, top, cell } = this.rect(place);
    this.pan(
      Math.min(0, left) || Math.max(0, left + cell - this.#width),
      Math.min(0, top) || Math.max(0, top + cell - this.#height));
  }

  rect(place) {
    const cell = this.cell;
    return {
      left: (place % this.columns) * cell - this.x,
      top: Math.floor(place / this.columns) * cell - this.y,
      cell,
    };
  }

  /** The place under a point; -1 beside the squares. */
  placeAt(x, y, devices) {
    const column = Math.floor((x + this.x) / this.cell);
    const place = Math.floor((y + this.y) / this.cell) * this.columns + column;
    return column >= 0 && column < this.columns && place >= 0 && place < devices ? place : -1;
  }

  /** The places that are seen, by whole rows: from the first to before the second. */
  seen(devices) {
    const first = Math.floor(this.y / this.cell) * this.columns;
    const last = Math.ceil((this.y + this.#height) / this.cell) * this.columns;
    return [Math.max(0, first), Math.min(devices, last)];
  }

  #settle() {
    const wide = this.columns * this.cell;
    const high = this.#grid.rows * this.cell;
    this.x = Math.max(0, Math.min(this.x, wide - this.#width));
    this.y = Math.max(0, Math.min(this.y, high - this.#height));
  }
}
