import { demoSettings } from './demo-settings';

describe('demoSettings', () => {
  it('replays into a directory when nothing is set', () => {
    const { port, workerPort, programs } = demoSettings({});
    expect([port, workerPort]).toEqual(['8080', '8001']);
    expect(programs).toEqual({
      WEATHER_SOURCE: 'replay',
      WEATHER_STORE_DIR: expect.stringMatching(/data.store$/) as string,
    });
  });

  it.each(['OPENWEATHER_API_KEY_FILE', 'OPENWEATHER_API_KEY', 'WEATHER_SOURCE'])(
    'leaves the source alone when %s is set',
    (name) => {
      expect(demoSettings({ [name]: 'x' }).programs).not.toHaveProperty('WEATHER_SOURCE');
    },
  );

  it.each(['WEATHER_RESULTS_BUCKET', 'WEATHER_STORE_DIR'])(
    'leaves the store alone when %s is set',
    (name) => {
      expect(demoSettings({ [name]: 'x' }).programs).not.toHaveProperty('WEATHER_STORE_DIR');
    },
  );

  it('says where the weather comes from and goes to', () => {
    const environment = { WEATHER_RESULTS_BUCKET: 'b', OPENWEATHER_API_KEY_FILE: '/run/key' };
    expect(demoSettings(environment).summary).toBe('weather from openweather, stored in s3://b');
  });
});
