import { fetchedAnswerSchema } from '../fetched-answer';
import { weatherProductSchema } from '../weather-product';
import { fetchedAnswer, PUBLISHED_LINES, RECORDED_ANSWERS, sampleProduct } from '.';

describe('the testing entry', () => {
  it('names answers in each system of units', () => {
    expect(RECORDED_ANSWERS).toEqual([
      'accra-standard-2019',
      'chita-metric-ru-2024',
      'gaillimh-metric-2016',
      'kampala-metric-2017',
      'london-standard-2017',
      'ocean-city-imperial-2025',
      'odesa-metric-2022',
      'riga-standard-2023',
    ]);
  });

  it('changes what it is asked to change', () => {
    expect(sampleProduct({ temp: 7 })).toEqual({ ...sampleProduct(), temp: 7 });
    expect(fetchedAnswer('riga-standard-2023', { units: 'standard' })).toEqual({
      ...fetchedAnswer('riga-standard-2023'),
      units: 'standard',
    });
  });

  it('gives what the schemas accept', () => {
    expect(weatherProductSchema.parse(sampleProduct())).toEqual(sampleProduct());
    expect(fetchedAnswerSchema.safeParse(fetchedAnswer('riga-standard-2023')).success).toBe(true);
  });

  it('gives published lines as they stood in the store', () => {
    expect(PUBLISHED_LINES).toHaveLength(4);
    expect(PUBLISHED_LINES[3]).toBe(
      '{"collected_at":"2025-10-22T21:35:36.090874+00:00","feels_like":12,"humidity":96,' +
        '"id":"9fe7721cfe5c2248","lat":49.6113,"location_name":"Luxembourg","lon":6.1194,' +
        '"pressure":996,"source":"openweathermap_current","sunrise":1761135065,' +
        '"sunset":1761173911,"temp":12.01,"weather":"overcast clouds","wind_deg":170,' +
        '"wind_speed":4.12}',
    );
  });
});
