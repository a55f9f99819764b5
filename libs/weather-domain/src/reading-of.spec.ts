import { metNorwayReading } from './met-norway-reading';
import { openWeatherReading } from './openweather-reading';
import { readingOf } from './reading-of';
import { fetchedAnswer, metNorwayAnswer } from './testing';

describe('readingOf', () => {
  it.each(['openweathermap_current', 'replay'] as const)('reads %s as OpenWeather', (source) => {
    const fetched = fetchedAnswer('riga-standard-2023', { source });

    expect(readingOf(fetched)).toEqual({ ...openWeatherReading(fetched), source });
  });

  it('reads met_norway_locationforecast as a forecast', () => {
    const fetched = fetchedAnswer('riga-standard-2023', {
      source: 'met_norway_locationforecast',
      answer: metNorwayAnswer(),
    });

    expect(readingOf(fetched)).toEqual(metNorwayReading(fetched));
  });
});
