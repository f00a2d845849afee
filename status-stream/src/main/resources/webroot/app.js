// SPDX-License-Identifier: Apache-2.0
// Brings the parts of the page together: the feed fills the fleet, the address says what is open.

import { DevicePage } from './device/device-page.js';
import { follow } from './feed.js';
import { FleetView } from './fleet/fleet-view.js';
import { Fleet } from './fleet/fleet.js';
import { Connection } from './page/connection.js';
import { tell } from './page/news.js';
import { onRoute } from './page/router.js';
import { isEnd, statusOf, STATUSES } from './page/statuses.js';
import { offerUpdates } from './page/update-dialog.js';
import { RolloutList } from './rollouts/list-page.js';
import { NewRollout } from './rollouts/new-page.js';
import { RolloutPage } from './rollouts/rollout-page.js';

const PAGES = {
  fleet: ['Fleet'],
  device: ['Fleet', (root, { id }) => new DevicePage(root, fleet, id)],
  rollouts: ['Rollouts', (root) => new RolloutList(root)],
  rollout: ['Rollouts', (root, { id }) => new RolloutPage(root, id)],
  newRollout: ['Rollouts', (root) => new NewRollout(root)],
};

const fleet = new Fleet();
const connection = new Connection();
const view = new FleetView(fleet, connection);
const root = document.getElementById('page');
const awaited = new Set();
let open = null;

onRoute((route, moved) => {
  const [section, make] = PAGES[route.name];
  open?.leave();
  open = null;
  view.show(route.name === 'fleet');
  root.hidden = route.name === 'fleet';
  document.querySelectorAll('nav a').forEach((link) => {
    link.ariaCurrent = link.textContent === section ? 'page' : null;
  });
  document.title = [route.id, section, 'Firmcast'].filter(Boolean).join(' · ');
  // A place of its own: an answer that comes after its page was left is written where nobody looks.
  const place = document.createElement('div');
  root.replaceChildren(place);
  open = make ? make(place, route) : null;
  if (moved) {
    scrollTo(0, 0);
    (root.hidden ? document.getElementById('fleet') : root).querySelector('h2')?.focus();
  }
});

// Its address is none of the page's parts.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  document.getElementById('main').focus();
});

offerUpdates((device) => {
  awaited.add(device);
  tell(`${device}: update started`);
});

// Who started an update is told how it ended, also when its row is out of sight.
fleet.watch(({ changed }) => {
  changed.forEach(({ id, item }) => {
    if (awaited.has(id) && isEnd(item.status)) {
      awaited.delete(id);
      tell(`${id}: ${STATUSES.get(statusOf(item)).toLowerCase()}`);
    }
  });
});

follow('/api/v1/status', {
  onState: (state) => connection.state(state),
  onFrame(frame) {
    connection.heard(frame, fleet.take(frame));
    if (frame.type === 'error') {
      tell(frame.detail ?? frame.code);
    }
  },
});
