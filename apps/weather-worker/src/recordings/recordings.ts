import type { UnitSystem } from '@weather/weather-domain';
import accra from './accra-standard-2019.json';
import chicago from './chicago-2025-10-22-2240.json';
import chita from './chita-metric-ru-2024.json';
import gaillimh from './gaillimh-metric-2016.json';
import kampala from './kampala-metric-2017.json';
import london from './london-standard-2017.json';
import luxembourg2236 from './luxembourg-2025-10-22-2236.json';
import luxembourg2248 from './luxembourg-2025-10-22-2248.json';
import odesa from './odesa-metric-2022.json';
import riga from './riga-standard-2023.json';

/** The parts of an answer that a replay changes; the rest passes through. */
export interface RecordedAnswer {
  readonly coord: { readonly lat: number; readonly lon: number };
  readonly dt: number;
  readonly sys: { readonly sunrise: number; readonly sunset: number; readonly country?: string };
  readonly name: string;
  readonly [part: string]: unknown;
}

/** An answer of OpenWeather, and the units it is in. */
export interface Recording {
  readonly units: UnitSystem;
  readonly answer: RecordedAnswer;
}

/** Every recording, see README.md. */
export const RECORDINGS: readonly Recording[] = [
  { units: 'metric', answer: luxembourg2236 },
  { units: 'metric', answer: luxembourg2248 },
  { units: 'metric', answer: chicago },
  { units: 'standard', answer: accra },
  { units: 'metric', answer: chita },
  { units: 'metric', answer: gaillimh },
  { units: 'metric', answer: kampala },
  { units: 'standard', answer: london },
  { units: 'metric', answer: odesa },
  { units: 'standard', answer: riga },
];
