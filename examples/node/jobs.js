// SPDX-License-Identifier: Apache-2.0
'use strict';
// The bulk registry, jobs and configurations on the unmodified azure-iothub SDK; device.js must be connected.
//   node jobs.js DEVICE        with IOTHUB_CONNECTION_STRING and FIRMCAST_CA_FILE
const { registry, jobs, step, body } = require('./hub');

const id = process.argv[2] || 'node-1';

async function job(jobId) {
  for (let tries = 0; tries < 60; tries++) {
    const now = (await jobs.getJob(jobId)).jobStatus;
    if (['completed', 'failed', 'cancelled'].includes(now.status)) return now;
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error(jobId + ' is still not done');
}

async function main() {
  await step('registry.list', async () => body(await registry.list()).length);
  await step('bulk add', async () =>
    body(await registry.addDevices([{ deviceId: id + '-a' }, { deviceId: id + '-b' }])));
  await step('bulk update', async () =>
    body(await registry.updateDevices([{ deviceId: id + '-a', status: 'disabled' }], true)));
  await step('bulk remove', async () =>
    body(await registry.removeDevices([{ deviceId: id + '-a' }, { deviceId: id + '-b' }], true)));
  const run = Date.now();
  await step('job twin', async () => {
    const patch = { etag: '*', properties: { desired: { interval: 6 } } };
    await jobs.scheduleTwinUpdate(`twin-${run}`, `deviceId = '${id}'`, patch, new Date(), 60);
    return (await job(`twin-${run}`)).status;
  });
  await step('job method', async () => {
    const method = { methodName: 'reboot', payload: { delay: 4 }, responseTimeoutInSeconds: 10 };
    await jobs.scheduleDeviceMethod(`method-${run}`, `deviceId = '${id}'`, method, new Date(), 60);
    return (await job(`method-${run}`)).deviceJobStatistics;
  });
  await step('job rows', async () =>
    (await registry.createQuery(`SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 'method-${run}'`).next()).result
      .map((row) => [row.deviceId, row.status, row.outcome]));
  await step('jobs', async () => (await jobs.createQuery().next()).result.map((one) => one.status));
  await step('configuration', async () => {
    const wanted = { id: 'cfg-' + run, content: { deviceContent: { 'properties.desired.mode': { fast: true } } }, schemaVersion: '1.0', targetCondition: '', priority: 5 };
    const made = body(await registry.addConfiguration(wanted));
    await registry.removeConfiguration(made.id);
    return made.priority;
  });
}

main();
