import { z } from 'zod';

const URL_EXPECTED = 'expected a URL, such as http://marquez:5000';

/** Where lineage goes; nowhere without any of them. Names are those that OpenLineage's clients know. */
export const lineageVariables = {
  OPENLINEAGE_URL: z
    .url({ protocol: /^https?$/, error: URL_EXPECTED })
    .optional()
    .describe('Server of OpenLineage that is told what was read and written.'),
  OPENLINEAGE_ENDPOINT: z
    .string()
    .default('api/v1/lineage')
    .describe('Path of the server that takes events.'),
  OPENLINEAGE_FILE: z.string().optional().describe('File that events are appended to, one a line.'),
  OPENLINEAGE_CONSOLE: z
    .enum(['true', 'false'], 'expected true or false')
    .default('false')
    .describe('Whether events are written to standard error.'),
  OPENLINEAGE_NAMESPACE: z
    .string()
    .default('weather-platform')
    .describe('Namespace of the jobs of this worker.'),
  OPENLINEAGE_DISABLED: z
    .enum(['true', 'false'], 'expected true or false')
    .default('false')
    .describe('Turns lineage off, wherever it would go.'),
};
