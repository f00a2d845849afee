// SPDX-License-Identifier: Apache-2.0
// The chart of a rollout's progress, in the page's own colours, light or dark.

import uPlot from '../vendor/uplot.js';

const HEIGHT = 220;
const dark = matchMedia('(prefers-color-scheme: dark)');

export class ProgressChart {
  #place;
  #plot = null;
  #data = null;
  #devices = 0;
  #resized;
  #themed = () => this.#make();

  constructor(place) {
    this.#place = place;
    this.#resized = new ResizeObserver(() => this.#plot?.setSize({ width: place.clientWidth, height: HEIGHT }));
    this.#resized.observe(place);
    dark.addEventListener('change', this.#themed);
  }

  /**
   * @param points { times, succeeded, failed }
   * @param forecast { p50, p90 }, each [[seconds], [devices]], or null
   */
  show(points, devices, forecast) {
    this.#data = joined(points, forecast);
    const isNew = !this.#plot || this.#devices !== devices || this.#plot.series.length !== this.#data.length;
    this.#devices = devices;
    if (isNew) {
      this.#make();
    } else {
      this.#plot.setData(this.#data);
    }
  }

  leave() {
    this.#resized.disconnect();
    dark.removeEventListener('change', this.#themed);
    this.#plot?.destroy();
  }

  #make() {
    this.#plot?.destroy();
    this.#plot = this.#data && new uPlot(this.#options(), this.#data, this.#place);
  }

  #options() {
    const style = getComputedStyle(this.#place);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') }, font: '12px system-ui' };
    const line = (label, name, more) => ({
      label, stroke: colour(name), width: 2, points: { show: false }, value: (plot, value) => (value === null ? '–' : String(value)), ...more,
    });
    return {
      width: this.#place.clientWidth || 600,
      height: HEIGHT,
      tzDate: (seconds) => new Date(seconds * 1000),
      cursor: { drag: { x: true, y: false } },
      legend: { live: true },
      scales: { y: { range: [0, Math.max(1, this.#devices)] } },
      axes: [{ ...axis, space: 70, values: (plot, times) => times.map(clock) }, { ...axis, size: 52, values: (plot, values) => values.map((value) => (Number.isInteger(value) ? value : '')) }],
      series: [
        { label: 'Time', value: (plot, time) => (time === null ? '–' : clock(time)) },
        line('Succeeded', '--completed', { paths: uPlot.paths.stepped({ align: 1 }), fill: `${colour('--completed')}22` }),
        line('Failed', '--failed', { paths: uPlot.paths.stepped({ align: 1 }) }),
        ...(this.#data.length > 3 ? [
          line('Forecast', '--text', { dash: [6, 4], width: 1.5 }),
          line('9 of 10', '--quiet', { dash: [2, 4], width: 1.5 }),
        ] : []),
      ],
    };
  }
}

const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString('en-GB');

// All lines share their times: where one has no point there is a gap to be bridged.
function joined({ times, succeeded, failed }, forecast) {
  const actual = [times, succeeded, failed];
  return forecast ? uPlot.join([actual, forecast.p50, forecast.p90]) : actual;
}
