// SPDX-License-Identifier: Apache-2.0
// What the orchestrator forecasts of a rollout, as lines for the chart and as words. Times in it
// count from the start; half of the rehearsals were done by p50, nine of ten by p90.

import { span } from '../page/words.js';

const PARTS = [['D', 86_400], ['H', 3_600], ['M', 60], ['S', 1]];

/** PT1H30M → 5400; undefined where there is none. */
export function secondsOf(iso) {
  const found = iso?.match(/^P(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/);
  return found ? PARTS.reduce((sum, [, size], place) => sum + Number(found[place + 1] ?? 0) * size, 0) : undefined;
}

/**
 * Devices over time as forecast, a line from wave's end to wave's end: { p50, p90 }, each
 * [[seconds], [devices]]; null where there is no forecast.
 */
export function forecastLines(forecast, startedAt) {
  if (!forecast?.waves?.length || !(startedAt ?? forecast.at)) {
    return null;
  }
  const start = Date.parse(startedAt ?? forecast.at) / 1000;
  return { p50: line(forecast.waves, start, 'p50'), p90: line(forecast.waves, start, 'p90') };
}

function line(waves, start, which) {
  const times = [start];
  const devices = [0];
  for (const wave of waves) {
    const after = secondsOf(wave[which]);
    if (after === undefined) {
      break; // no rehearsal came that far
    }
    // Waves of one moment are one point: a chart has one value a time.
    if (times.at(-1) >= start + after) {
      devices[devices.length - 1] += wave.devices;
    } else {
      times.push(start + after);
      devices.push(devices.at(-1) + wave.devices);
    }
  }
  return [times, devices];
}

/** One sentence for the whole. */
export function forecastWords(forecast) {
  const [p50, p90] = [secondsOf(forecast.p50), secondsOf(forecast.p90)];
  const stopped = forecast.stopped > 0 ? ` Errors stopped it in ${Math.round(forecast.stopped * 100)}% of the rehearsals.` : '';
  const actual = secondsOf(forecast.actual);
  const came = actual === undefined ? '' : ` It took ${span(actual * 1000)}.`;
  return p50 === undefined
    ? `Forecast: it does not come to its end.${stopped}`
    : `Forecast: done in ${span(p50 * 1000)}, at most ${span(p90 * 1000)} in nine of ten rehearsals.${stopped}${came}`;
}

/** A few words for one wave; empty where there is no forecast of it. */
export function forecastOfWave(forecast, number) {
  const wave = forecast?.waves?.find((each) => each.number === number);
  const p50 = secondsOf(wave?.p50);
  const actual = secondsOf(wave?.actual);
  return [
    p50 === undefined ? '' : `forecast to pass after ${span(p50 * 1000)}`,
    actual === undefined ? '' : `passed after ${span(actual * 1000)}`,
  ].filter(Boolean).join(', ');
}
