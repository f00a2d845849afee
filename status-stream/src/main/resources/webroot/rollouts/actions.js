// SPDX-License-Identifier: Apache-2.0
// What may be done to a rollout in the state it is in, as the orchestrator's engine has it
// (engine/Operators); it decides again when it is asked.

const BEFORE = ['draft', 'awaitingApproval'];
const ALIVE = ['scheduled', 'running', 'paused'];
const OVER = ['denied', 'completed', 'aborted', 'canceled', 'rolledBack'];

export const isOver = ({ state }) => OVER.includes(state);

const going = (rollout, ...states) => !rollout.ending && states.includes(rollout.state);
const open = (rollout) => going(rollout, ...BEFORE, ...ALIVE);
const failures = ({ counts }) => (counts.failed ?? 0) + (counts.rejected ?? 0) + (counts.timedOut ?? 0);

/** In the order they are shown: word, name, what it does, and whether it may be done. */
const ACTIONS = [
  ['approve', 'Approve', 'The plan may then be started.', ({ state }) => state === 'awaitingApproval'],
  ['deny', 'Deny', 'It ends here, and no device is touched.', ({ state }) => state === 'awaitingApproval'],
  ['start', 'Start', 'Its first wave is started, now or when its schedule says.', ({ state, plan, approved }, { approval }) =>
    state === 'draft' && Boolean(plan) && (!approval || plan === approved)],
  ['resume', 'Resume', 'It goes on. What failed so far counts as seen.', (rollout) => going(rollout, 'paused')],
  ['pause', 'Pause', 'No more devices are started; those in flight are followed.', (rollout) => going(rollout, 'running', 'scheduled')],
  ['nextWave', 'Open next wave', 'The next wave is started without waiting for this one.', (rollout) =>
    going(rollout, 'running') && rollout.wave < rollout.waves.length
    && ['running', 'soaking'].includes(rollout.waves[rollout.wave - 1]?.state)],
  ['retryFailed', 'Retry failed', 'Devices that failed, refused or timed out are tried once more.', (rollout) =>
    going(rollout, 'running', 'paused') && failures(rollout) > 0],
  ['plan', 'Find devices anew', 'An approval of another plan is void then.', ({ state }) => BEFORE.includes(state)],
  ['cancel', 'Cancel', 'Nothing more is started; what is in flight may finish.', open],
  ['abort', 'Abort', 'Everything is given up, also what is in flight.', (rollout) => !isOver(rollout) && rollout.state !== 'aborting'],
  ['rollBack', 'Roll back', 'Devices that have the new firmware are given the earlier one.', (rollout, { onError }) =>
    going(rollout, 'running', 'paused') && Boolean(onError?.rollBackTo)],
];
const ENDS = ['deny', 'cancel', 'abort', 'rollBack'];
const FIRST = ['approve', 'start', 'resume'];

/** @returns { word, name, does, isEnd, isFirst } of each that is legal */
export function legalActions(rollout, definition = {}) {
  return ACTIONS
    .filter(([, , , may]) => may(rollout, definition))
    .map(([word, name, does]) => ({ word, name, does, isEnd: ENDS.includes(word), isFirst: FIRST.includes(word) }));
}
