// SPDX-License-Identifier: Apache-2.0
// Why a device waits: asks each rollout that is not over whether the device is in it, and why it is
// as it is there.

import { get, rolloutPath } from '../page/api.js';

const OPEN = ['running', 'paused', 'scheduled', 'aborting', 'rollingBack', 'awaitingApproval', 'draft'];
const MOST = 12;

/** The rollouts that have this device, the newest first: { id, state, why, execution }. */
export async function whyIn(device) {
  const { value } = await get('/api/v1/rollouts?pageSize=100');
  const open = value.filter(({ state }) => OPEN.includes(state));
  const answers = await Promise.all(open.slice(0, MOST).map((rollout) => ask(rollout, device)));
  return { answers: answers.filter(Boolean), unasked: open.slice(MOST).map(({ id }) => id) };
}

async function ask({ id, state }, device) {
  try {
    const said = await get(`${rolloutPath(id)}/devices/${encodeURIComponent(device)}:why`);
    return { id, state, why: said.why, execution: said.state };
  } catch (problem) {
    if (problem.status === 404) {
      return null;
    }
    throw problem;
  }
}
