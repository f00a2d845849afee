// SPDX-License-Identifier: Apache-2.0
// How a rollout got on: how many devices had succeeded and failed at each time, out of when each
// came to its end, and of what is heard while the page is open.

import { isFailure, isSuccess } from './counts.js';

const MOST_POINTS = 600;

/**
 * @param executions { state, updatedAt }
 * @param startedAt ISO; null before it began
 * @returns { times (seconds), succeeded, failed }, a point for each time at which either grew
 */
export function progressOf(executions, startedAt) {
  const ends = executions
    .filter(({ state }) => isSuccess(state) || isFailure(state))
    .map(({ state, updatedAt }) => ({ at: Date.parse(updatedAt) / 1000, success: isSuccess(state) }))
    .sort((a, b) => a.at - b.at);
  const points = { times: [], succeeded: [], failed: [] };
  if (startedAt) {
    push(points, Date.parse(startedAt) / 1000, 0, 0);
  }
  let succeeded = 0;
  let failed = 0;
  for (const { at, success } of ends) {
    succeeded += success ? 1 : 0;
    failed += success ? 0 : 1;
    push(points, at, succeeded, failed);
  }
  return thinned(points);
}

/** With one more point, of now. */
export function heard(points, seconds, { succeeded, failed }) {
  push(points, Math.max(seconds, points.times.at(-1) ?? 0), succeeded, failed);
  return thinned(points);
}

/** Devices a minute that succeeded, over the latest part of the way; null where nothing can be said. */
export function ratePerMinute({ times, succeeded }, nowSeconds, windowSeconds = 120) {
  const from = Math.max(times[0] ?? nowSeconds, nowSeconds - windowSeconds);
  const minutes = (nowSeconds - from) / 60;
  const before = times.findLastIndex((time) => time <= from);
  return minutes > 0.05 ? (succeeded.at(-1) - (succeeded[before] ?? 0)) / minutes : null;
}

// At one time, the last that is heard counts.
function push({ times, succeeded, failed }, at, good, bad) {
  if (times.at(-1) === at) {
    times.pop();
    succeeded.pop();
    failed.pop();
  }
  times.push(at);
  succeeded.push(good);
  failed.push(bad);
}

// Half of the points are left out once there are more than a screen has pixels for; never the last.
function thinned(points) {
  if (points.times.length <= MOST_POINTS) {
    return points;
  }
  const step = Math.ceil(points.times.length / (MOST_POINTS / 2));
  const last = points.times.length - 1;
  const kept = (each, place) => place % step === 0 || place === last;
  return {
    times: points.times.filter(kept),
    succeeded: points.succeeded.filter(kept),
    failed: points.failed.filter(kept),
  };
}
