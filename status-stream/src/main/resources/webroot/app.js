// SPDX-License-Identifier: Apache-2.0
// Brings the parts of the page together.

import { Devices } from './devices.js';
import { follow } from './feed.js';
import { STATUSES } from './statuses.js';
import { Totals } from './totals.js';
import { offerUpdates } from './update.js';

const STATES = {
  connecting: 'Connecting',
  live: 'Live',
  stale: 'Stale: the hub does not answer',
  reconnecting: 'Reconnecting',
};
const NEWS_MS = 6000;

const filter = document.getElementById('filter');
const news = document.getElementById('news');
const awaited = new Set();
let chosen = null;
let state = 'connecting';
let snapshot = null;
let newsTimer;

const devices = new Devices(draw);
const totals = new Totals((status) => {
  chosen = status;
  devices.filter(filter.value, chosen);
});
filter.addEventListener('input', () => devices.filter(filter.value, chosen));

offerUpdates((device) => {
  awaited.add(device);
  tell(`${device}: update started`);
});

follow('/api/v1/status', {
  onState(next) {
    state = next;
    document.getElementById('connection').dataset.state = next;
    document.getElementById('connection-text').textContent = STATES[next];
  },
  onFrame(frame) {
    switch (frame.type) {
      case 'hello':
        snapshot = new Set();
        break;
      case 'snapshot':
        takeSnapshot(frame);
        break;
      case 'delta':
        devices.put(frame.items);
        frame.items.forEach(tellEnd);
        break;
      case 'error':
        tell(frame.detail ?? frame.code);
        break;
    }
    if (frame.pollIntervalMs) {
      document.getElementById('pace').textContent =
        `Devices in an update are read every ${frame.pollIntervalMs} ms`;
    }
  },
});

// A snapshot is the whole truth: what it does not show is no longer there.
function takeSnapshot({ items, last }) {
  items.forEach((item) => snapshot.add(item.deviceId));
  devices.put(items);
  if (last) {
    devices.keepOnly(snapshot);
  }
}

function draw(summary) {
  totals.show(summary);
  const { all, shown } = summary;
  document.getElementById('shown').textContent =
    shown === all ? `${all} device${all === 1 ? '' : 's'}` : `${shown} of ${all} devices`;
  const empty = document.getElementById('empty');
  empty.hidden = shown > 0;
  empty.textContent = all > 0
    ? 'No device matches.'
    : state === 'live' ? 'The hub has no devices yet.' : 'Waiting for the first devices…';
}

// Who started an update is told how it ended, also when its row is out of sight.
function tellEnd({ deviceId, status }) {
  if (awaited.has(deviceId) && (status === 'completed' || status === 'failed')) {
    awaited.delete(deviceId);
    tell(`${deviceId}: ${STATUSES.get(status).toLowerCase()}`);
  }
}

function tell(text) {
  news.textContent = text;
  news.hidden = false;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => (news.hidden = true), NEWS_MS);
}
