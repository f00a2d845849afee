// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { seldom } from '../../main/resources/webroot/page/seldom.js';

test('the first time is at once, those soon after are one, later', () => {
  let now = 1000;
  const waiting = [];
  const done = [];
  const work = seldom(100, () => done.push(now), () => now, (perform, ms) => waiting.push({ perform, ms }));
  work();
  now = 1030;
  work();
  work();
  assert.deepEqual(done, [1000]);
  assert.deepEqual(waiting.map(({ ms }) => ms), [70]);
  now = 1100;
  waiting[0].perform();
  now = 1300;
  work();
  assert.deepEqual(done, [1000, 1100, 1300]);
});
