// SPDX-License-Identifier: Apache-2.0
// The dialog that starts an update of one device through the orchestrator's API.

const dialog = document.getElementById('update');
const form = document.getElementById('update-form');
const submit = document.getElementById('update-submit');
const general = document.getElementById('update-error');
const fields = {
  fwPackageUri: document.getElementById('update-uri'),
  version: document.getElementById('update-version'),
};

export function offerUpdates(onStarted) {
  let device;

  document.getElementById('devices').addEventListener('click', (event) => {
    const button = event.target.closest('button[data-action="update"]');
    if (button) {
      device = button.closest('tr').dataset.device;
      document.getElementById('update-device').textContent = device;
      clearErrors();
      dialog.showModal();
      fields.fwPackageUri.focus();
      fields.fwPackageUri.select();
    }
  });

  document.getElementById('update-cancel').addEventListener('click', () => dialog.close());
  Object.values(fields).forEach((field) => field.addEventListener('input', () => say(field, '')));

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    clearErrors();
    const uri = fields.fwPackageUri.value.trim();
    if (!uri) {
      say(fields.fwPackageUri, 'Say where the image is.');
      fields.fwPackageUri.focus();
      return;
    }
    const asked = device;
    submit.disabled = true;
    submit.textContent = 'Starting…';
    try {
      const problem = await start(asked, uri, fields.version.value.trim());
      if (problem) {
        show(problem);
      } else {
        dialog.close();
        onStarted(asked);
      }
    } finally {
      submit.disabled = false;
      submit.textContent = 'Start update';
    }
  });
}

/** Null when the device accepted; else what stood in the way, as problem+json tells it. */
async function start(device, fwPackageUri, version) {
  try {
    const answer = await fetch(`/api/v1/devices/${encodeURIComponent(device)}/firmware-update`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(version ? { fwPackageUri, version } : { fwPackageUri }),
    });
    if (answer.ok) {
      return null;
    }
    const said = await answer.json().catch(() => ({}));
    return { pointer: said.pointer, detail: said.detail || `The service answered ${answer.status}.` };
  } catch {
    return { detail: 'The service cannot be reached. Try again in a moment.' };
  }
}

function show({ pointer, detail }) {
  const field = fields[(pointer ?? '').slice(1)];
  if (field) {
    // The problem names the field by its pointer; here the field's own place does.
    const text = detail.startsWith(pointer) ? detail.slice(pointer.length).trim() : detail;
    say(field, text.charAt(0).toUpperCase() + text.slice(1));
    field.focus();
  } else {
    general.textContent = detail;
    general.hidden = false;
  }
}

function say(field, text) {
  const error = document.getElementById(`${field.id}-error`);
  error.textContent = text;
  error.hidden = !text;
  field.setAttribute('aria-invalid', String(Boolean(text)));
}

function clearErrors() {
  general.hidden = true;
  Object.values(fields).forEach((field) => say(field, ''));
}
