// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { BadFile, lineOf, parsed } from '../../main/resources/webroot/rollouts/file.js';
import { definitionOf } from '../../main/resources/webroot/rollouts/form-definition.js';

const EXAMPLES = new URL('../../../../docs/examples/rollouts/', import.meta.url);
const field = (pointer, value, kind = 'text', checked = false) => ({ pointer, value, kind, checked });

test('a form becomes JSON, without what was left empty', () => {
  const made = definitionOf([
    field('/id', ' r-1 '), field('/description', ''), field('/firmware/fwPackageUri', 'https://fw.example/a.bin'),
    field('/targets/devices', 'sim-1\n sim-2,b ', 'words'), field('/targets/condition', ''), field('/pace/inFlight', '5', 'number'),
    field('/waves/0/size', '10%'), field('/waves/0/errors/count', '2', 'number'), field('/waves/0/gate', 'on', 'flag', true),
    field('/waves/1/size', '100%'), field('/waves/1/gate', 'on', 'flag', false), field('/approval', 'on', 'flag', false),
  ]);
  assert.deepEqual(made, {
    id: 'r-1',
    firmware: { fwPackageUri: 'https://fw.example/a.bin' },
    targets: { devices: ['sim-1', 'sim-2,b'] },
    pace: { inFlight: 5 },
    waves: [{ size: '10%', errors: { count: 2 }, gate: true }, { size: '100%' }],
  });
});

test('what is no number is left to the API to refuse', () => {
  assert.deepEqual(definitionOf([field('/pace/inFlight', 'many', 'number')]), { pace: { inFlight: 'many' } });
});

test('every example of the documentation is read', async () => {
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));
  assert.ok(names.length >= 10);
  for (const name of names) {
    const made = await parsed(readFileSync(new URL(name, EXAMPLES), 'utf8'));
    assert.ok(made.firmware.fwPackageUri, name);
  }
});

test('in YAML no is a word and a date is a text, as the command line has it', async () => {
  assert.deepEqual(await parsed('a: no\nb: 2026-12-24\n'), { a: 'no', b: '2026-12-24' });
});

test('a file that cannot be read says where', async () => {
  await assert.rejects(parsed('id: x\nwaves: [\n'), (bad) => bad instanceof BadFile && bad.line >= 2);
  await assert.rejects(parsed('{"id": "x",\n "waves": }'), /This is no JSON/);
  await assert.rejects(parsed('just words'), /no rollout/);
});

test('the line of what is wrong is found in YAML and in JSON', () => {
  const yaml = 'id: r\nfirmware:\n  fwPackageUri: a\nwaves:\n  - size: 1\n    soak: 1m\n  - size: 2\n    soak: xx\n';
  assert.equal(lineOf('/waves/1/soak', yaml), 8);
  assert.equal(lineOf('/firmware/fwPackageUri', yaml), 3);
  assert.equal(lineOf('/nowhere', yaml), undefined);
  assert.equal(lineOf('/waves/1/size', '{"waves": [\n {"size": 1},\n {"size": "x"}\n]}'), 3);
});
