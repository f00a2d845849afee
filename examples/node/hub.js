// SPDX-License-Identifier: Apache-2.0
'use strict';
// Brings the azure-iothub SDK to a hub on any port. Where the hub listens on 443, and NODE_EXTRA_CA_CERTS names its
// authority, none of this is needed: Registry.fromConnectionString(process.env.IOTHUB_CONNECTION_STRING) is enough.
const fs = require('fs');
const https = require('https');
const { Registry, Client, JobClient } = require('azure-iothub');

// The SDK dials 443 whatever the connection string says; another port goes into the agent instead.
const [, host, port] = process.env.IOTHUB_CONNECTION_STRING.match(/HostName=([^;:]+):?(\d*)/);
const hub = process.env.IOTHUB_CONNECTION_STRING.replace(/HostName=[^;]+/, `HostName=${host}`);
const agent = new https.Agent({ port: port || 443, ca: fs.readFileSync(process.env.FIRMCAST_CA_FILE) });

function at(client) {
  client._restApiClient.setOptions({ http: { agent } });
  return client;
}

/** Runs one call, and prints what came of it. */
async function step(name, run) {
  try {
    console.log(name.padEnd(22), JSON.stringify(await run()));
  } catch (failure) {
    process.exitCode = 1;
    console.log(name.padEnd(22), 'FAILED', failure.name, failure.message, failure.responseBody || '');
  }
}

module.exports = {
  registry: at(Registry.fromConnectionString(hub)),
  client: at(Client.fromConnectionString(hub)),
  jobs: at(JobClient.fromConnectionString(hub)),
  step,
  body: (answer) => answer.responseBody,
};
