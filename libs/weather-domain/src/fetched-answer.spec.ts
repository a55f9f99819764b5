import { fetchedAnswerSchema } from './fetched-answer';
import { fetchedAnswer, RECORDED_ANSWERS } from './testing';

describe('fetchedAnswerSchema', () => {
  it.each(RECORDED_ANSWERS)('keeps the answer for %s untouched', (name) => {
    const fetched = fetchedAnswer(name);

    expect(fetchedAnswerSchema.parse(JSON.parse(JSON.stringify(fetched)))).toEqual(fetched);
  });

  it.each([
    { source: 'teletext' },
    { units: 'nautical' },
    { collected_at: '2026-11-23 12:00' },
    { city: { lat: 91, lon: 0 } },
    { identity: 7 },
    { appid: 'a key has no place here' },
  ])('refuses %j', (change) => {
    const fetched = { ...fetchedAnswer('odesa-metric-2022'), ...change };

    expect(fetchedAnswerSchema.safeParse(fetched).success).toBe(false);
  });
});
