// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { rolloutOf, updatesOf } from '../../main/resources/webroot/device/history.js';
import { routeOf, toDevice } from '../../main/resources/webroot/page/router.js';
import { ago, moment, spaced, span } from '../../main/resources/webroot/page/words.js';

const at = (second) => `2026-12-01T04:00:${String(second).padStart(2, '0')}Z`;
const NOW = Date.parse(at(30));

test('a phase lasts until the next one, the last of a running update until now', () => {
  const history = [
    { status: 'standBy', at: at(1) },
    { status: 'standBy', at: at(10), updateId: 'u' },
    { status: 'downloading', at: at(13), updateId: 'u' },
    { status: 'applying', at: at(20), updateId: 'u' },
  ];
  const [newest, before] = updatesOf({ firmware: { history } }, NOW);
  assert.deepEqual(newest.phases.map(({ ms }) => ms), [3_000, 7_000, 10_000]);
  assert.equal(newest.ms, 20_000);
  assert.equal(newest.isRunning, true);
  assert.equal(before.updateId, undefined);
});

test('an update that is over stands still, and a clock that was set back gives no negative time', () => {
  const history = [{ status: 'applying', at: at(20), updateId: 'u' }, { status: 'completed', at: at(5), updateId: 'u' }];
  const [update] = updatesOf({ firmware: { history } }, NOW);
  assert.equal(update.isRunning, false);
  assert.deepEqual(update.phases.map(({ ms }) => ms), [0, 0]);
});

test('whatever a device reports as its history does no harm', () => {
  for (const reported of [null, {}, { firmware: 7 }, { firmware: { history: 'x' } }, { firmware: { history: [null, 3, {}, { status: {} }] } }]) {
    assert.deepEqual(updatesOf(reported, NOW), []);
  }
  const odd = [{ status: 'failed', at: 7, updateId: {} }];
  assert.equal(updatesOf({ firmware: { history: odd } }, NOW)[0].phases[0].at, undefined);
});

test('an update by a rollout names it', () => {
  assert.equal(rolloutOf('router-2.1.0-sim-3-1', 'sim-3'), 'router-2.1.0');
  assert.equal(rolloutOf('u-1a1f9', 'sim-3'), undefined);
  assert.equal(rolloutOf('sim-3-1', 'sim-3'), undefined);
  assert.equal(rolloutOf(undefined, 'sim-3'), undefined);
});

test('an address names a device whatever its name has in it', () => {
  for (const id of ['sim-3', 'a/b?c#d', '50%', "x'y;z"]) {
    assert.deepEqual(routeOf(toDevice(id)), { name: 'device', id });
  }
  assert.deepEqual(routeOf('#/rollouts'), { name: 'rollouts' });
  assert.deepEqual(routeOf('#/rollouts/r-1'), { name: 'rollout', id: 'r-1' });
  assert.deepEqual(routeOf('#/rollouts/+new'), { name: 'newRollout' });
  assert.deepEqual(routeOf('#/devices/%'), { name: 'device', id: '%' });
  assert.deepEqual(routeOf('#anything'), { name: 'fleet' });
});

test('spans, times and names are as people write them', () => {
  assert.deepEqual([900, 9_960, 61_000, 3_600_000, 90_000_000, -1, NaN].map(span), ['0.9 s', '10 s', '1 min 1 s', '1 h', '1 d 1 h', '', '']);
  assert.deepEqual([10, 4_000, 130_000, -5, NaN].map(ago), ['just now', '4 s ago', '2 min ago', 'just now', 'just now']);
  assert.equal(moment('no time'), '');
  assert.deepEqual(['awaitingApproval', 'TIMED_OUT', 'failed', 'ACCEPTED'].map(spaced), ['Awaiting approval', 'Timed out', 'Failed', 'Accepted']);
});
