// SPDX-License-Identifier: Apache-2.0
// Pointer and keys on the map: the device under the pointer is told beside it, a click opens it,
// dragging moves what was zoomed. A plain wheel scrolls the page as everywhere; with Ctrl it zooms,
// which is also what two fingers on a touchpad say.

import { STATUSES, statusOf } from '../page/statuses.js';
import { ago } from '../page/words.js';

const STEP = 1.5;
const DRAG_FROM = 4;
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' };

export class MapInput {
  #canvas;
  #viewport;
  #fleet;
  #tell;
  #tip = document.getElementById('map-tip');
  #place = -1;
  #drag = null;

  constructor(canvas, viewport, fleet, tell) {
    this.#canvas = canvas;
    this.#viewport = viewport;
    this.#fleet = fleet;
    this.#tell = tell;
    canvas.addEventListener('pointermove', (event) => this.#pointed(event));
    canvas.addEventListener('pointerdown', (event) => (this.#drag = { x: event.offsetX, y: event.offsetY, moved: false }));
    canvas.addEventListener('pointerup', (event) => this.#released(event));
    canvas.addEventListener('pointerleave', () => this.#leave());
    canvas.addEventListener('blur', () => this.#leave());
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event));
    document.getElementById('zoom-in').addEventListener('click', () => this.#zoom(STEP));
    document.getElementById('zoom-out').addEventListener('click', () => this.#zoom(1 / STEP));
    document.getElementById('zoom-fit').addEventListener('click', () => this.#zoom(0));
  }

  #zoom(factor, x, y) {
    this.#viewport.zoomTo(this.#viewport.zoom * factor, x, y);
    this.#canvas.classList.toggle('zoomed', !this.#viewport.isWhole);
    this.#tell.moved();
  }

  #wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#zoom(Math.exp(-event.deltaY / 200), event.offsetX, event.offsetY);
    }
  }

  #pointed({ offsetX, offsetY, buttons, movementX, movementY }) {
    if (buttons && this.#drag && !this.#viewport.isWhole) {
      this.#drag.moved ||= Math.hypot(offsetX - this.#drag.x, offsetY - this.#drag.y) > DRAG_FROM;
      this.#viewport.pan(-movementX, -movementY);
      this.#tell.moved();
    }
    this.#show(this.#viewport.placeAt(offsetX, offsetY, this.#fleet.ordered.length), false);
  }

  #released({ offsetX, offsetY }) {
    const place = this.#viewport.placeAt(offsetX, offsetY, this.#fleet.ordered.length);
    if (this.#drag && !this.#drag.moved && place >= 0) {
      this.#tell.open(this.#fleet.ordered[place].id);
    }
    this.#drag = null;
  }

  #key(event) {
    const { key } = event;
    if (key in MOVES) {
      this.#step(MOVES[key]);
    } else if (key === 'Enter' && this.#place >= 0) {
      this.#tell.open(this.#fleet.ordered[this.#place].id);
    } else if (key === '+' || key === '=' || key === '-' || key === '0') {
      this.#zoom(key === '0' ? 0 : key === '-' ? 1 / STEP : STEP);
    } else if (key === 'Escape') {
      this.#leave();
    } else {
      return;
    }
    event.preventDefault();
  }

  #step(move) {
    const all = this.#fleet.ordered.length;
    const { columns } = this.#viewport;
    const by = move === 'up' ? -columns : move === 'down' ? columns : move;
    const next = this.#place < 0 || move === 'first' ? 0 : move === 'last' ? all - 1 : this.#place + by;
    if (next >= 0 && next < all) {
      this.#viewport.reveal(next);
      this.#tell.moved();
      this.#show(next, true);
    }
  }

  /** @param aloud by a key: then it is also read to those who do not see it */
  #show(place, aloud) {
    this.#place = place;
    const cell = this.#fleet.ordered[place];
    this.#tell.mark(cell ?? null);
    this.#canvas.classList.toggle('over', Boolean(cell));
    this.#tip.hidden = !cell;
    if (!cell) {
      return;
    }
    this.#tip.setAttribute('role', aloud ? 'status' : 'presentation');
    this.#write(cell);
    this.#putBeside(this.#viewport.rect(place));
  }

  #write({ item }) {
    const [name, status, more] = this.#tip.children;
    name.textContent = item.deviceId;
    status.textContent = STATUSES.get(statusOf(item));
    status.dataset.status = statusOf(item);
    more.textContent = [
      item.version,
      ago(Date.now() - Date.parse(item.at)),
      item.error && (item.error.message || item.error.code),
    ].filter(Boolean).join(' · ');
  }

  #putBeside({ left, top, cell }) {
    const { clientWidth } = this.#canvas;
    const { offsetWidth, offsetHeight } = this.#tip;
    const x = Math.max(4, Math.min(clientWidth - offsetWidth - 4, left + cell / 2 - offsetWidth / 2));
    const y = top - offsetHeight - 8 < 0 ? top + cell + 8 : top - offsetHeight - 8;
    this.#tip.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
  }

  #leave() {
    this.#drag = null;
    this.#show(-1, false);
  }
}
