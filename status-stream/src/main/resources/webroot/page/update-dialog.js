// SPDX-License-Identifier: Apache-2.0
// The dialog that starts an update of one device through the orchestrator's API. Any button with
// data-update opens it.

import { devicePath, newKey, post } from './api.js';
import { FieldErrors } from './field-errors.js';

const dialog = document.getElementById('update');
const form = document.getElementById('update-form');
const submit = document.getElementById('update-submit');
const errors = new FieldErrors(form);

export function offerUpdates(onStarted) {
  let device;
  let key;

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-update]');
    if (button) {
      device = button.dataset.update;
      key = newKey();
      document.getElementById('update-device').textContent = device;
      errors.clear();
      dialog.showModal();
      form.elements[0].focus();
      form.elements[0].select();
    }
  });

  document.getElementById('update-cancel').addEventListener('click', () => dialog.close());
  // Another request must not have the key of the one before.
  form.addEventListener('input', () => (key = newKey()));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    errors.clear();
    const wanted = wantedOf(form);
    if (!wanted.fwPackageUri) {
      errors.at('/fwPackageUri', 'Say where the image is.');
      return;
    }
    const asked = device;
    submit.disabled = true;
    submit.textContent = 'Starting…';
    try {
      await post(`${devicePath(asked)}/firmware-update`, wanted, { key });
      dialog.close();
      onStarted(asked);
    } catch (problem) {
      errors.show(problem);
    } finally {
      submit.disabled = false;
      submit.textContent = 'Start update';
    }
  });
}

function wantedOf({ elements }) {
  const fwPackageUri = elements['/fwPackageUri'].value.trim();
  const version = elements['/version'].value.trim();
  return version ? { fwPackageUri, version } : { fwPackageUri };
}
