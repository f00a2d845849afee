// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { Fleet } from '../../main/resources/webroot/fleet/fleet.js';

const item = (deviceId, status, more) => ({ deviceId, status, at: '2026-12-01T04:00:00Z', reportedVersion: 3, ...more });

/** A fleet whose frames of the screen come when they are asked for. */
function fleet() {
  const draws = [];
  const told = [];
  const made = new Fleet((draw) => draws.push(draw));
  made.watch((news) => told.push(news));
  return { made, told, draw: () => draws.splice(0).forEach((draw) => draw()), ids: () => made.ordered.map(({ id }) => id) };
}

test('devices are in the order of their numbers', () => {
  const { made, draw, ids } = fleet();
  made.take({ type: 'snapshot', last: true, items: [item('sim-10', 'standBy'), item('sim-9', 'failed'), item('Sim-1', 'standBy')] });
  draw();
  assert.deepEqual(ids(), ['Sim-1', 'sim-9', 'sim-10']);
});

test('nobody is told before the last page of a snapshot', () => {
  const { made, told, draw } = fleet();
  made.take({ type: 'snapshot', last: false, items: [item('a', 'standBy')] });
  draw();
  assert.equal(told.length, 0);
  assert.equal(made.isKnown, false);
  made.take({ type: 'snapshot', last: true, items: [item('b', 'standBy')] });
  draw();
  assert.equal(told.length, 1);
  assert.equal(made.isKnown, true);
});

test('a snapshot is the whole truth, also after a connection that was lost in the middle of one', () => {
  const { made, draw, ids } = fleet();
  made.take({ type: 'snapshot', last: true, items: [item('a', 'standBy'), item('b', 'standBy')] });
  made.take({ type: 'snapshot', last: false, items: [item('a', 'standBy')] });
  made.take({ type: 'hello' });
  made.take({ type: 'snapshot', first: true, last: true, items: [item('b', 'applying'), item('c', 'standBy')] });
  draw();
  assert.deepEqual(ids(), ['b', 'c']);
  assert.equal(made.get('b').status, 'applying');
});

test('changes of one frame of the screen are told together, each device once', () => {
  const { made, told, draw } = fleet();
  made.take({ type: 'snapshot', last: true, items: [item('a', 'standBy')] });
  draw();
  made.take({ type: 'delta', items: [item('a', 'downloading')] });
  made.take({ type: 'delta', items: [item('a', 'applying')] });
  draw();
  assert.equal(told.length, 2);
  assert.deepEqual([...told[1].changed].map((cell) => cell.item.status), ['applying']);
  assert.equal(told[1].membership, false);
});

test('a device that the hub no longer knows, or that left, goes', () => {
  const { made, draw, ids } = fleet();
  made.take({ type: 'snapshot', last: true, items: [item('a', 'standBy'), item('b', 'standBy'), item('c', 'standBy')] });
  made.take({ type: 'delta', items: [item('a', 'unknown', { reportedVersion: 0 }), item('b', 'failed', { left: true })] });
  draw();
  assert.deepEqual(ids(), ['c']);
});

test('a status of a later service counts as unknown', () => {
  const { made, draw } = fleet();
  made.take({ type: 'snapshot', last: true, items: [item('a', 'verifying'), item('b', 'completed')] });
  draw();
  assert.deepEqual(made.totals(), [0, 0, 0, 1, 0, 1]);
});
