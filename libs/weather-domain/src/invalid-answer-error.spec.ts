import { z } from 'zod';
import { faultsOf, InvalidAnswerError } from './invalid-answer-error';

describe('InvalidAnswerError', () => {
  it('says all that is wrong, and keeps the cause', () => {
    const cause = new Error('zod');
    const error = new InvalidAnswerError(['dt: missing', 'coord: missing'], { cause });

    expect(error).toMatchObject({
      name: 'InvalidAnswerError',
      message: 'the answer is not a weather reading: dt: missing; coord: missing',
      faults: ['dt: missing', 'coord: missing'],
      cause,
    });
  });
});

describe('faultsOf', () => {
  it('puts the path before what is wrong, where there is one', () => {
    const schema = z.object({ at: z.array(z.number('no number')) }, 'no object');

    expect(faultsOf(schema.safeParse({ at: [1, 'x'] }).error ?? new z.ZodError([]))).toEqual([
      'at.1: no number',
    ]);
    expect(faultsOf(schema.safeParse(7).error ?? new z.ZodError([]))).toEqual(['no object']);
  });
});
