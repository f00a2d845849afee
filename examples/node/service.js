// SPDX-License-Identifier: Apache-2.0
'use strict';
// The service side on the unmodified azure-iothub SDK: registry, twin, query, method and job.
//   node service.js DEVICE     with IOTHUB_CONNECTION_STRING and FIRMCAST_CA_FILE
const fs = require('fs');
const https = require('https');
const { Registry, Client, JobClient } = require('azure-iothub');

// The SDK dials 443 whatever the connection string says: the port goes into the agent instead.
const [, host, port] = process.env.IOTHUB_CONNECTION_STRING.match(/HostName=([^;:]+):?(\d*)/);
const hub = process.env.IOTHUB_CONNECTION_STRING.replace(/HostName=[^;]+/, `HostName=${host}`);
const agent = new https.Agent({ port: port || 443, ca: fs.readFileSync(process.env.FIRMCAST_CA_FILE), keepAlive: false });

function at(client) {
  (client._restApiClient || client._jobClient || client).setOptions({ http: { agent } });
  return client;
}

const registry = at(Registry.fromConnectionString(hub));
const client = at(Client.fromConnectionString(hub));
const jobs = at(JobClient.fromConnectionString(hub));
const id = process.argv[2] || 'node-1';
const body = (answer) => answer.responseBody;

async function step(name, run) {
  try {
    console.log(name.padEnd(22), JSON.stringify(await run()));
  } catch (failure) {
    process.exitCode = 1;
    console.log(name.padEnd(22), 'FAILED', failure.name, failure.message, failure.responseBody || '');
  }
}

async function job(jobId) {
  for (let tries = 0; tries < 60; tries++) {
    const now = body(await jobs.getJob(jobId));
    if (['completed', 'failed', 'cancelled'].includes(now.status)) return now;
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error(jobId + ' is still not done');
}

async function main() {
  await step('registry.create', async () => body(await registry.create({ deviceId: id + '-tmp' })).status);
  await step('registry.get', async () => body(await registry.get(id)).deviceId);
  await step('registry.list', async () => body(await registry.list()).length);
  await step('registry.update', async () =>
    body(await registry.update({ deviceId: id + '-tmp', status: 'disabled', statusReason: 'lost' })).status);
  await step('registry.statistics', async () => body(await registry.getRegistryStatistics()));
  await step('registry.delete', async () => (await registry.delete(id + '-tmp')).httpResponse.statusCode);
  await step('bulk add', async () =>
    body(await registry.addDevices([{ deviceId: id + '-a' }, { deviceId: id + '-b' }])));
  await step('bulk update', async () =>
    body(await registry.updateDevices([{ deviceId: id + '-a', status: 'disabled' }], true)));
  await step('bulk remove', async () =>
    body(await registry.removeDevices([{ deviceId: id + '-a' }, { deviceId: id + '-b' }], true)));
  await step('module add', async () => body(await registry.addModule({ deviceId: id, moduleId: 'm1' })).moduleId);
  await step('modules', async () => body(await registry.getModulesOnDevice(id)).map((m) => m.moduleId));
  await step('module twin', async () => body(await registry.getModuleTwin(id, 'm1')).moduleId);
  await step('module remove', async () => (await registry.removeModule(id, 'm1')).httpResponse.statusCode);
  await step('twin get', async () => body(await registry.getTwin(id)).properties.reported.battery);
  await step('twin patch', async () =>
    body(await registry.updateTwin(id, { tags: { site: 'lab' }, properties: { desired: { interval: 5 } } }, '*')).tags);
  await step('twin patch, old etag', async () => {
    try {
      await registry.updateTwin(id, { tags: { site: 'x' } }, 'AAAAAAAAAAA=');
      return 'was not refused';
    } catch (refused) {
      return refused.name;
    }
  });
  await step('query', async () => {
    const query = registry.createQuery("SELECT deviceId FROM devices WHERE tags.site = 'lab'", 10);
    return (await query.next()).result;
  });
  await step('query twins', async () => {
    const rows = (await registry.createQuery(`SELECT * FROM devices WHERE deviceId = '${id}'`).nextAsTwin()).result;
    return rows.map((twin) => [twin.deviceId, twin.properties.reported.battery]);
  });
  await step('query group', async () =>
    (await registry.createQuery('SELECT COUNT() AS n, status FROM devices GROUP BY status').next()).result);
  await step('method', async () =>
    (await client.invokeDeviceMethod(id, { methodName: 'reboot', payload: { delay: 3 }, responseTimeoutInSeconds: 10 })).result);
  await step('method, nobody', async () => {
    try {
      await client.invokeDeviceMethod('nobody', { methodName: 'reboot', responseTimeoutInSeconds: 5 });
      return 'was not refused';
    } catch (refused) {
      return refused.name;
    }
  });
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
