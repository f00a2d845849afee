// SPDX-License-Identifier: Apache-2.0
// A rollout's devices by what matters to who looks at a bar: done, failed, at it, waiting, to come.

const PARTS = {
  succeeded: ['succeeded', 'alreadyInstalled'],
  failed: ['failed', 'timedOut', 'rejected'],
  inFlight: ['triggering', 'unknown', 'accepted', 'downloading', 'applying', 'confirming'],
  waiting: ['waiting'],
  queued: ['queued'],
  leftOut: ['canceled', 'superseded', 'removed', 'rolledBack'],
};

export const PART_NAMES = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  inFlight: 'In flight',
  waiting: 'Waiting',
  queued: 'Queued',
  leftOut: 'Left out',
};

/** { succeeded, failed, inFlight, waiting, queued, leftOut } */
export function partsOf(counts) {
  return Object.fromEntries(
    Object.entries(PARTS).map(([part, states]) => [part, states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)]));
}

/** The same of a wave, which tells less. */
export function partsOfWave({ devices, measured, succeeded, failed, inFlight, open }) {
  return { succeeded, failed, inFlight, waiting: 0, queued: open - inFlight, leftOut: devices - measured };
}

export const isFailure = (state) => PARTS.failed.includes(state);
export const isSuccess = (state) => PARTS.succeeded.includes(state);

/** [{ state, reason, devices }], the most frequent first. */
export function failuresByReason(executions) {
  const groups = new Map();
  for (const { state, reason, deviceId } of executions) {
    const key = `${state}\n${reason ?? ''}`;
    const group = groups.get(key) ?? { state, reason, devices: [] };
    group.devices.push(deviceId);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.devices.length - a.devices.length);
}
