import { API_CASES } from './api-cases';
import { ORCHESTRATION_CASES } from './orchestration-cases';
import { PIPELINE_CASES } from './pipeline-cases';
import { PLATFORM_CASES } from './platform-cases';

/** What every alert does. */
export const ALERT_CASES = [
  ...[PIPELINE_CASES, ORCHESTRATION_CASES, API_CASES, PLATFORM_CASES].flat(),
];
