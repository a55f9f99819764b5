import { z } from 'zod';

/** What is wrong with one parameter. */
export const parameterFaultSchema = z
  .object({
    parameter: z.string().describe('Name of the parameter.'),
    detail: z.string().describe('What is wrong with it and what is expected.'),
  })
  .readonly();

export type ParameterFault = z.infer<typeof parameterFaultSchema>;
