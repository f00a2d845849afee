// SPDX-License-Identifier: Apache-2.0
// A device's updates, out of the transitions that it keeps in its twin. Devices may report what
// they like, so nothing here trusts a shape.

const MOST = 64;

const text = (value) => (typeof value === 'string' ? value : undefined);

/**
 * Its updates, the newest first: { updateId, phases, ms }, with phases { status, at, ms } in order.
 * How long a phase lasted is known by the next one; the last one of a running update lasts still.
 *
 * @param reported the twin's reported properties
 */
export function updatesOf(reported, nowMs) {
  const history = reported?.firmware?.history;
  const moves = (Array.isArray(history) ? history : [])
    .slice(-MOST)
    .filter((move) => move && typeof move === 'object' && text(move.status))
    .map(({ status, at, updateId }) => ({ status, at: text(at), updateId: text(updateId) }));
  const updates = [];
  for (const { status, at, updateId } of moves) {
    const last = updates.at(-1);
    if (!last || last.updateId !== updateId) {
      updates.push({ updateId, phases: [{ status, at }] });
    } else {
      last.phases.push({ status, at });
    }
  }
  return updates.map((update) => timed(update, nowMs)).reverse();
}

function timed({ updateId, phases }, nowMs) {
  const isRunning = ['downloading', 'applying'].includes(phases.at(-1).status);
  const starts = phases.map(({ at }) => Date.parse(at));
  const ends = [...starts.slice(1), isRunning ? nowMs : starts.at(-1)];
  return {
    updateId,
    isRunning,
    // A clock that was set back makes no negative time.
    phases: phases.map((phase, place) => ({ ...phase, ms: Math.max(0, ends[place] - starts[place]) })),
    ms: Math.max(0, ends.at(-1) - starts[0]),
  };
}

/** The rollout that an update id of this device was made by: `<rollout>-<device>-<try>`. */
export function rolloutOf(updateId, device) {
  const end = updateId?.match(/-\d+$/)?.[0];
  const tail = `-${device}${end}`;
  return end && updateId.endsWith(tail) && updateId.length > tail.length
    ? updateId.slice(0, -tail.length)
    : undefined;
}
