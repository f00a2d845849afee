// SPDX-License-Identifier: Apache-2.0
// The fields of a new rollout. Each is named by the JSON pointer of its value.

import { html, nothing, repeat } from '../vendor/lit.js';

const FIRST_WAVES = [
  { size: '1', success: '100%', errors: '1', soak: '10m' },
  { size: '100%', success: '95%', errors: '', soak: '' },
];

export class NewForm {
  #waves = FIRST_WAVES.map((wave, key) => ({ ...wave, key }));
  #redraw;

  constructor(redraw) {
    this.#redraw = redraw;
  }

  show() {
    return html`
      <div class="fields">
        ${field('/id', 'Name', { required: true, placeholder: 'router-2.1.0', hint: 'letters, digits, . _ -' })}
        ${field('/description', 'Description', { optional: true })}
        ${field('/firmware/fwPackageUri', 'Firmware image', { required: true, wide: true, placeholder: 'https://fw.example/router-2.1.0.bin' })}
        ${field('/firmware/version', 'Version', { optional: true, placeholder: '2.1.0', hint: 'proves success' })}
        ${field('/pace/inFlight', 'At once', { kind: 'number', placeholder: '100', hint: 'devices in flight' })}
        <div class="wide"><label for="f-/targets/condition">Devices that meet a condition</label>
          <input id="f-/targets/condition" name="/targets/condition" data-kind="text" placeholder="tags.model = 'router'" autocomplete="off" spellcheck="false"></div>
        <div class="wide"><label for="f-/targets/devices">… or devices by name <span class="quiet">separated by blanks or lines</span></label>
          <textarea id="f-/targets/devices" name="/targets/devices" data-kind="words" rows="3" spellcheck="false" placeholder="sim-1 sim-2 sim-3"></textarea></div>
      </div>
      <fieldset name="/waves"><legend>Waves</legend>
        ${repeat(this.#waves, ({ key }) => key, (wave, place) => this.#wave(wave, place))}
        <button type="button" @click=${() => this.#add()}>Add a wave</button>
      </fieldset>
      <label class="check"><input type="checkbox" name="/approval" data-kind="flag"> A person has to approve the plan before it can be started</label>`;
  }

  #wave(wave, place) {
    const at = (name) => `/waves/${place}/${name}`;
    return html`
      <div class="wave-fields" role="group" aria-label=${`Wave ${place + 1}`}>
        ${field(at('name'), `Wave ${place + 1}`, { placeholder: 'name' })}
        ${field(at('size'), 'Size', { value: wave.size, placeholder: '10 or 10%' })}
        ${field(at('success'), 'Next at', { value: wave.success, placeholder: '95%' })}
        ${field(at('errors/count'), 'Stop at failures', { kind: 'number', value: wave.errors, placeholder: 'any number' })}
        ${field(at('soak'), 'Soak', { value: wave.soak, placeholder: '30m' })}
        <label class="check"><input type="checkbox" name=${at('gate')} data-kind="flag"> Gate</label>
        ${this.#waves.length > 1 ? html`<button type="button" aria-label=${`Remove wave ${place + 1}`} @click=${() => this.#remove(wave)}>Remove</button>` : nothing}
      </div>`;
  }

  #add() {
    const key = Math.max(...this.#waves.map((wave) => wave.key)) + 1;
    this.#waves.push({ size: '', success: '95%', errors: '', soak: '', key });
    this.#redraw();
  }

  #remove(wave) {
    this.#waves = this.#waves.filter((each) => each !== wave);
    this.#redraw();
  }
}

function field(pointer, name, { kind = 'text', value = '', placeholder = '', hint, required, optional, wide } = {}) {
  return html`
    <div class=${wide ? 'wide' : ''}>
      <label for=${`f-${pointer}`}>${name}${optional || hint ? html` <span class="quiet">${hint ?? 'optional'}</span>` : nothing}</label>
      <input id=${`f-${pointer}`} name=${pointer} data-kind=${kind} value=${value} placeholder=${placeholder}
        ?required=${required} inputmode=${kind === 'number' ? 'numeric' : 'text'} autocomplete="off" spellcheck="false">
    </div>`;
}

/** The form's fields as definitionOf takes them. */
export const fieldsOf = (form) =>
  [...form.elements].filter(({ name, dataset }) => name.startsWith('/') && dataset.kind)
    .map(({ name, dataset, value, checked }) => ({ pointer: name, kind: dataset.kind, value, checked }));
