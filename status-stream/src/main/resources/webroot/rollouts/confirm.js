// SPDX-License-Identifier: Apache-2.0
// Asks before something is done to a rollout: what it does, who does it, and why; both are kept in
// the rollout's log.

import { newKey, post, rolloutPath } from '../page/api.js';
import { FieldErrors } from '../page/field-errors.js';

const WHO = 'firmcast.who';
const dialog = document.getElementById('confirm');
const form = document.getElementById('confirm-form');
const submit = document.getElementById('confirm-submit');
const errors = new FieldErrors(form);
let asked = null;

document.getElementById('confirm-cancel').addEventListener('click', () => dialog.close());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  perform();
});

/** Who the user says to be, as far as this browser remembers. */
export const rememberedWho = () => localStorage.getItem(WHO) ?? 'dashboard';

export function rememberWho(who) {
  localStorage.setItem(WHO, who);
}

/** @param onDone is given the rollout as it is kept then */
export function confirmAction(rollout, { word, name, does, isEnd }, onDone) {
  asked = { rollout, word, onDone, key: newKey() };
  document.getElementById('confirm-title').textContent = `${name}: ${rollout.id}`;
  document.getElementById('confirm-does').textContent = does;
  submit.textContent = name;
  submit.classList.toggle('danger', isEnd);
  form.elements['/X-Firmcast-Who'].value = rememberedWho();
  form.elements['/reason'].value = '';
  errors.clear();
  dialog.showModal();
  form.elements['/reason'].focus();
}

async function perform() {
  const { rollout, word, onDone, key } = asked;
  const who = form.elements['/X-Firmcast-Who'].value.trim();
  const reason = form.elements['/reason'].value.trim();
  if (!/^[!-~]{1,128}$/.test(who)) {
    errors.at('/X-Firmcast-Who', 'One word, such as a user name.');
    return;
  }
  rememberWho(who);
  submit.disabled = true;
  try {
    const body = { ...(reason && { reason }), ...(word === 'approve' && { plan: rollout.plan }) };
    const now = await post(`${rolloutPath(rollout.id)}:${word}`, body, { who, key: `${key}-${hashOf(who + reason)}` });
    dialog.close();
    onDone(now);
  } catch (problem) {
    errors.show(problem);
  } finally {
    submit.disabled = false;
  }
}

// The same key must not come with another request.
const hashOf = (text) => [...text].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) >>> 0, 7).toString(16);
