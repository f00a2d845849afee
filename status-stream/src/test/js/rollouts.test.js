// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { legalActions } from '../../main/resources/webroot/rollouts/actions.js';
import { failuresByReason, partsOf, partsOfWave } from '../../main/resources/webroot/rollouts/counts.js';
import { forecastLines, forecastOfWave, forecastWords, secondsOf } from '../../main/resources/webroot/rollouts/forecast.js';
import { sentenceOf } from '../../main/resources/webroot/rollouts/log-lines.js';
import { heard, progressOf, ratePerMinute } from '../../main/resources/webroot/rollouts/progress.js';

const wave = (state) => ({ state });
const rollout = (state, more) => ({ state, counts: {}, wave: 0, waves: [], ...more });
const words = (made, definition) => legalActions(made, definition).map(({ word }) => word);

test('only what the engine would allow is offered', () => {
  assert.deepEqual(words(rollout('draft')), ['plan', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('draft', { plan: 'p' })), ['start', 'plan', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('draft', { plan: 'p' }), { approval: true }), ['plan', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('draft', { plan: 'p', approved: 'p' }), { approval: true }), ['start', 'plan', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('awaitingApproval')), ['approve', 'deny', 'plan', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('scheduled')), ['pause', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('paused', { counts: { failed: 2 } }), { onError: { rollBackTo: {} } }), ['resume', 'retryFailed', 'cancel', 'abort', 'rollBack']);
  assert.deepEqual(words(rollout('running', { wave: 1, waves: [wave('soaking'), wave('pending')] })), ['pause', 'nextWave', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('running', { wave: 2, waves: [wave('passed'), wave('running')] })), ['pause', 'cancel', 'abort']);
  assert.deepEqual(words(rollout('running', { ending: 'canceled', wave: 1, waves: [wave('running'), wave('pending')] })), ['abort']);
  assert.deepEqual(words(rollout('aborting', { ending: 'aborted' })), []);
  for (const over of ['completed', 'denied', 'aborted', 'canceled', 'rolledBack']) {
    assert.deepEqual(words(rollout(over)), []);
  }
});

test('each device is in exactly one part of a bar', () => {
  const counts = { succeeded: 4, alreadyInstalled: 1, timedOut: 2, unknown: 1, waiting: 3, queued: 5, removed: 1 };
  assert.deepEqual(partsOf(counts), { succeeded: 5, failed: 2, inFlight: 1, waiting: 3, queued: 5, leftOut: 1 });
  const parts = partsOfWave({ devices: 10, measured: 9, succeeded: 4, failed: 1, inFlight: 2, open: 4 });
  assert.equal(Object.values(parts).reduce((sum, each) => sum + each), 10);
});

test('failures are grouped by reason, the most frequent first', () => {
  const failed = [['a', 'hash'], ['b', 'hash'], ['c', 'length'], ['d', 'hash'], ['e']].map(([deviceId, reason]) => ({ deviceId, state: 'failed', reason }));
  assert.deepEqual(failuresByReason(failed).map(({ reason, devices }) => [reason, devices.length]), [['hash', 3], ['length', 1], [undefined, 1]]);
});

test('progress grows with each device that comes to its end', () => {
  const done = (second, state) => ({ state, updatedAt: `2026-12-01T04:00:0${second}Z` });
  const points = progressOf([done(5, 'failed'), done(3, 'succeeded'), done(3, 'succeeded'), done(9, 'downloading')], '2026-12-01T04:00:00Z');
  assert.deepEqual(points.succeeded, [0, 2, 2]);
  assert.deepEqual(points.failed, [0, 0, 1]);
  const later = heard(points, points.times[0] + 60, { succeeded: 3, failed: 1 });
  assert.equal(later.succeeded.at(-1), 3);
  assert.equal(ratePerMinute(later, points.times[0] + 60), 3);
});

test('a long way is thinned, and its end kept', () => {
  let points = { times: [], succeeded: [], failed: [] };
  for (let second = 0; second <= 5000; second++) {
    points = heard(points, second, { succeeded: second, failed: 0 });
  }
  assert.ok(points.times.length <= 601);
  assert.equal(points.succeeded.at(-1), 5000);
  assert.deepEqual([...points.times].sort((a, b) => a - b), points.times);
});

test('a forecast is a line from the end of a wave to the end of the next', () => {
  const forecast = { at: '2026-12-01T04:00:00Z', p50: 'PT30M', p90: 'PT1H', stopped: 0.25, waves: [
    { number: 1, devices: 3, p50: 'PT10M', p90: 'PT20M', actual: 'PT12M' }, { number: 2, devices: 7, p50: 'PT30M' }] };
  const { p50, p90 } = forecastLines(forecast, '2026-12-01T05:00:00Z');
  assert.deepEqual(p50[0].map((time) => time - Date.parse('2026-12-01T05:00:00Z') / 1000), [0, 600, 1800]);
  assert.deepEqual(p50[1], [0, 3, 10]);
  assert.deepEqual(p90[1], [0, 3]);
  assert.match(forecastWords(forecast), /done in 30 min, at most 1 h .* stopped it in 25%/);
  assert.equal(forecastOfWave(forecast, 1), 'forecast to pass after 10 min, passed after 12 min');
  assert.equal(forecastLines(undefined, '2026-12-01T05:00:00Z'), null);
  assert.equal(secondsOf('P1DT2H3M4.5S'), 93_784.5);
});

test('a line of the log is a sentence, and what is new is told in its own words', () => {
  const line = sentenceOf({ type: 'paused', by: { who: 'anna', why: 'site 7' }, decisions: [{ type: 'rolloutIs', state: 'paused', reason: 'paused by anna' }] });
  assert.deepEqual([line.what, line.by, line.decisions], ['paused', 'anna: site 7', ['rollout paused (paused by anna)']]);
  assert.equal(sentenceOf({ type: 'moonRisen' }).what, 'moon risen');
  assert.equal(sentenceOf({ type: 'started', decisions: Array(9).fill({ type: 'deviceStarts', device: 'd' }) }).decisions.at(-1), 'and 5 more');
});
