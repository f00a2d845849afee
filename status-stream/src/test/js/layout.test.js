// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { fit, LARGEST, Viewport } from '../../main/resources/webroot/fleet/layout.js';

test('any fleet fits into any space', () => {
  for (const devices of [1, 2, 10, 25, 999, 10_000, 100_000]) {
    for (const [width, height] of [[500, 550], [360, 260], [1200, 80], [80, 1200]]) {
      const { columns, rows, cell } = fit(devices, width, height);
      assert.ok(columns * cell <= width + 0.01, `${devices} in ${width} × ${height}: as wide as ${columns * cell}`);
      assert.ok(rows * cell <= height + 0.01, `${devices} in ${width} × ${height}: as high as ${rows * cell}`);
      assert.ok(columns * rows >= devices);
      assert.ok(cell > 0 && cell <= LARGEST);
    }
  }
});

test('a place is found again under the middle of its square, zoomed or not', () => {
  const view = new Viewport();
  view.resize(10_000, 500, 500);
  for (const zoom of [1, 3, 9.6]) {
    view.zoomTo(zoom);
    view.reveal(4321);
    const { left, top, cell } = view.rect(4321);
    assert.equal(view.placeAt(left + cell / 2, top + cell / 2, 10_000), 4321);
    const [first, end] = view.seen(10_000);
    assert.ok(first <= 4321 && 4321 < end);
  }
});

test('zooming keeps what is under the pointer there', () => {
  const view = new Viewport();
  view.resize(10_000, 500, 500);
  const under = view.placeAt(250, 130, 10_000);
  view.zoomTo(4, 250, 130);
  assert.equal(view.placeAt(250, 130, 10_000), under);
  view.zoomTo(0);
  assert.ok(view.isWhole);
});

test('nothing is beside the squares, and the map never leaves its frame', () => {
  const view = new Viewport();
  view.resize(3, 500, 500);
  assert.equal(view.placeAt(499, 499, 3), -1);
  view.resize(10_000, 500, 500);
  view.zoomTo(2);
  view.pan(-5000, 9000);
  assert.equal(view.x, 0);
  assert.ok(view.y > 0 && view.y <= 500);
});
