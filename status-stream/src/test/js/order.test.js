// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { arranged, keyOf, matcher } from '../../main/resources/webroot/fleet/order.js';
import { Rate } from '../../main/resources/webroot/fleet/rate.js';
import { rowsInSight } from '../../main/resources/webroot/fleet/window.js';

const cells = [['a', 2, 300], ['b', 0, 100], ['c', 2, 200], ['d', 4, undefined]].map(([id, code, at]) =>
  ({ id, code, at, key: keyOf(id), item: { deviceId: id, version: id === 'c' ? '2.10.0' : '2.9.0', error: id === 'd' ? { code: 'hash', message: 'Wrong bytes' } : undefined } }));
const ids = (rows) => rows.map(({ id }) => id).join('');

test('equal ones stay in the order of their names', () => {
  assert.equal(ids(arranged(cells, { column: 'status' })), 'bacd');
});

test('the newest change comes first, what has no time last', () => {
  assert.equal(ids(arranged(cells, { column: 'changed' })), 'acbd');
  assert.equal(ids(arranged(cells, { column: 'changed', descending: true })), 'dbca');
});

test('versions are compared by number', () => {
  assert.equal(arranged(cells, { column: 'version' }).at(-1).id, 'c');
});

test('a filter finds name, version, and what went wrong, and joins with a status', () => {
  assert.equal(ids(cells.filter(matcher(' 2.10 ', null))), 'c');
  assert.equal(ids(cells.filter(matcher('wrong BYTES', null))), 'd');
  assert.equal(ids(cells.filter(matcher('', 2))), 'ac');
  assert.equal(ids(cells.filter(matcher('2.10', 4))), '');
});

test('a hundred thousand names are ordered in their order', () => {
  const keys = Array.from({ length: 100_000 }, (each, place) => keyOf(`sim-${(place * 7919) % 100_000}`)).sort();
  assert.deepEqual([keys[0], keys[99_999]].map((key) => key.split('\n')[1]), ['sim-0', 'sim-99999']);
});

test('only rows in sight exist, and a few beside them', () => {
  assert.deepEqual(rowsInSight(100_000, 40, 0, 400), [0, 16]);
  assert.deepEqual(rowsInSight(100_000, 40, 40_000, 400), [994, 1016]);
  assert.deepEqual(rowsInSight(3, 40, 40_000, 400), [3, 3]);
  assert.deepEqual(rowsInSight(0, 40, 0, 400), [0, 0]);
});

test('updates a second are those of the whole seconds before', () => {
  const rate = new Rate();
  for (let second = 100; second < 104; second++) {
    rate.add(20, second * 1000 + 500);
  }
  assert.equal(rate.perSecond(104_100), 20);
  assert.equal(rate.perSecond(106_100), 10);
  assert.equal(rate.perSecond(900_000), 0);
});
