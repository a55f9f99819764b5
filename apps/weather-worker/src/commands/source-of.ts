import type { Logger } from '@weather/telemetry';
import type { SettingsShape } from '@weather/vault-secrets';
import type { SourceChoice } from '../config/choose-source';
import type { Shell } from '../shell';
import { openSource } from '../sources/open-source';
import type { SourceCall } from '../sources/source-calls';
import type { WeatherSource } from '../sources/weather-source';
import type { Configured } from './configure';

/** Tells every warning once: a source may repeat it for each city. */
function warnTo(logger: Logger): (warning: string) => void {
  const told = new Set<string>();
  return (warning) => {
    if (!told.has(warning)) logger.warn({ warning }, 'Source:Fetch:Warned');
    told.add(warning);
  };
}

/** What the configuration chose; a command that needs a source has one. */
export function choiceOf({ source }: Configured<SettingsShape>): SourceChoice {
  if (source === undefined) throw new Error('this command was configured without a source');
  return source;
}

/** The source that the configuration chose. */
export function sourceOf(
  configured: Configured<SettingsShape>,
  { clock, random }: Shell,
  onCall: (call: SourceCall) => void = () => undefined,
): WeatherSource {
  const { variables, findKey, logger } = configured;
  const onWarning = warnTo(logger);
  return openSource(choiceOf(configured), { variables, findKey, clock, random, onCall, onWarning });
}
