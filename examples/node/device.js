// SPDX-License-Identifier: Apache-2.0
'use strict';
// One device on the unmodified azure-iot-device SDK: it reports, hears of desired changes and answers a method.
//   node device.js             with IOTHUB_DEVICE_CONNECTION_STRING and FIRMCAST_CA_FILE
const fs = require('fs');
const { Client, Message } = require('azure-iot-device');
const { Mqtt } = require('azure-iot-device-mqtt');

async function main() {
  const client = Client.fromConnectionString(process.env.IOTHUB_DEVICE_CONNECTION_STRING, Mqtt);
  await client.setOptions({ ca: fs.readFileSync(process.env.FIRMCAST_CA_FILE, 'utf8') });
  client.on('error', (failure) => console.error('client:', failure.message));
  await client.open();
  console.log('connected');

  client.onDeviceMethod('reboot', (request, response) => {
    console.log('method', request.methodName, JSON.stringify(request.payload));
    response.send(200, { in: request.payload.delay }, (failure) => failure && console.error(failure));
  });
  client.on('message', (message) => {
    console.log('message', message.getData().toString());
    client.complete(message, () => {});
  });

  const twin = await client.getTwin();
  console.log('twin', JSON.stringify(twin.properties.desired));
  twin.on('properties.desired', (change) => console.log('desired', JSON.stringify(change)));
  await new Promise((done, failed) =>
    twin.properties.reported.update({ battery: 87 }, (failure) => (failure ? failed(failure) : done())));
  console.log('reported');

  const telemetry = new Message(JSON.stringify({ temperature: 21.5 }));
  telemetry.properties.add('alert', 'no');
  await client.sendEvent(telemetry);
  console.log('sent');

  process.once('SIGTERM', () => client.close(() => process.exit(0)));
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
