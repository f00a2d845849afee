// SPDX-License-Identifier: Apache-2.0
// A line of a rollout's log as a sentence. What has no words here is told by its own.

import { plural, spaced } from '../page/words.js';

const EVENTS = {
  created: () => 'made',
  planned: ({ devices }) => `${plural(devices?.length ?? 0, 'device')} found`,
  approved: () => 'the plan was approved',
  denied: () => 'the plan was denied',
  started: () => 'started',
  paused: () => 'paused',
  resumed: () => 'resumed',
  canceled: () => 'canceled',
  aborted: () => 'aborted',
  rolledBack: () => 'rolled back',
  retryFailed: () => 'failed devices are tried once more',
  nextWave: () => 'the next wave was opened',
  paceChanged: ({ pace }) => `pace changed: ${pace?.inFlight} in flight`,
  answered: ({ answer }) => `answered ${answer?.status}${answer?.reason ? ` (${answer.reason})` : ''}`,
  unanswered: () => 'did not answer in time',
  unreachable: () => 'is not connected',
  desiredWritten: () => 'its twin holds the update',
  desiredCleared: () => 'its twin was cleared',
  reported: ({ sighting }) => `reported ${spaced(String(sighting?.status)).toLowerCase()}`,
  silent: () => 'its twin says nothing of the update',
  refused: ({ cause }) => `the hub refused: ${spaced(String(cause))}`,
  online: () => 'is back',
  removed: () => 'is no target any more',
  joined: () => 'joined',
  superseded: ({ newer }) => `was taken over by ${newer}`,
  held: ({ older }) => `waits for ${older}`,
  freed: () => 'is free',
  measured: ({ value }) => `measured ${value}`,
  ticked: () => 'time passed',
  takenOver: () => 'taken over by an orchestrator',
};

const DECISIONS = {
  rolloutIs: ({ state, reason }) => `rollout ${words(state)}${because(reason)}`,
  waveIs: ({ wave, state, reason }) => `wave ${wave} ${words(state)}${because(reason)}`,
  deviceStarts: ({ device }) => `${device} is told to update`,
  deviceIs: ({ device, state, reason }) => `${device} ${words(state)}${because(reason)}`,
};
const MOST_DECISIONS = 4;

const words = (name) => spaced(String(name)).toLowerCase();
const because = (reason) => (reason ? ` (${reason})` : '');

/** { device, what, by, decisions }: device is absent where it is about none. */
export function sentenceOf(event) {
  const decisions = (event.decisions ?? []).map((decision) => DECISIONS[decision.type]?.(decision) ?? words(decision.type));
  return {
    device: event.device,
    what: EVENTS[event.type]?.(event) ?? words(event.type),
    by: event.by && `${event.by.who}${event.by.why ? `: ${event.by.why}` : ''}`,
    decisions: decisions.length > MOST_DECISIONS
      ? [...decisions.slice(0, MOST_DECISIONS), `and ${decisions.length - MOST_DECISIONS} more`]
      : decisions,
  };
}
