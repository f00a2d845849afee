// SPDX-License-Identifier: Apache-2.0
'use strict';
// The service side on the unmodified azure-iothub SDK: registry, modules, twins, queries and methods.
//   node service.js DEVICE     with IOTHUB_CONNECTION_STRING and FIRMCAST_CA_FILE
const { registry, client, step, body } = require('./hub');

const id = process.argv[2] || 'node-1';

async function main() {
  await step('registry.create', async () => body(await registry.create({ deviceId: id + '-tmp' })).status);
  await step('registry.get', async () => body(await registry.get(id)).deviceId);
  await step('registry.update', async () =>
    body(await registry.update({ deviceId: id + '-tmp', status: 'disabled', statusReason: 'lost' })).status);
  await step('registry.statistics', async () => body(await registry.getRegistryStatistics()));
  await step('registry.delete', async () => (await registry.delete(id + '-tmp')).httpResponse.statusCode);
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
}

main();
