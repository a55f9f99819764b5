import { RequestQuota } from '../config/request-quota';
import { ClientAddresses } from './client-addresses';
import { clientOf } from './client-of';
import { FixedWindows } from './fixed-windows';

describe('FixedWindows', () => {
  it('counts a window from the first request of a client', () => {
    const windows = new FixedWindows({ windowMs: 60_000, maxClients: 10 });
    const at = (ms: number) => windows.take('a', 2, ms);

    expect(at(0)).toEqual({ limit: 2, remaining: 1, resetSeconds: 60, isExceeded: false });
    expect(at(30_500)).toEqual({ limit: 2, remaining: 0, resetSeconds: 30, isExceeded: false });
    expect(at(59_999)).toEqual({ limit: 2, remaining: 0, resetSeconds: 1, isExceeded: true });
    expect(at(60_000)).toEqual({ limit: 2, remaining: 1, resetSeconds: 60, isExceeded: false });
  });

  it('never tells a longer time than the window', () => {
    const windows = new FixedWindows({ windowMs: 60_000, maxClients: 2000 });
    for (let index = 0; index < 1000; index += 1) {
      const nowMs = 1234.567 * index + 0.1;
      expect(windows.take(`c${index}`, 1, nowMs).resetSeconds).toBe(60);
    }
  });

  it('takes up another limit within a window', () => {
    const windows = new FixedWindows({ windowMs: 60_000, maxClients: 10 });
    windows.take('a', 1, 0);

    expect(windows.take('a', 1, 1).isExceeded).toBe(true);
    expect(windows.take('a', 5, 2)).toMatchObject({ remaining: 2, isExceeded: false });
  });

  it('never remembers more clients than it may, and drops those whose window is over', () => {
    const windows = new FixedWindows({ windowMs: 1000, maxClients: 3 });
    for (let client = 0; client < 100; client += 1) windows.take(`c${client}`, 1, client);
    expect(windows.size).toBe(3);
    expect(windows.take('c99', 1, 100).isExceeded).toBe(true);
    expect(windows.take('c0', 1, 100).isExceeded).toBe(false);
    windows.take('late', 1, 5000);
    expect(windows.size).toBe(1);
  });
});

describe('clientOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:0DB8:0000:0000::2', '2001:db8:0:0'],
    ['2001:db8:a:b::', '2001:db8:a:b'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('charges %s to %s', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});

describe('RequestQuota', () => {
  it('looks the setting up again once a second', () => {
    let value: string | undefined = '5';
    let looks = 0;
    const lookUp = (): string | undefined => {
      looks += 1;
      return value;
    };
    const quota = new RequestQuota({ lookUp, onFault: () => undefined });
    const at = (ms: number): number | undefined => quota.current(ms);

    expect([at(0), at(500)]).toEqual([5, 5]);
    value = '7';
    expect([at(999), at(1000)]).toEqual([5, 7]);
    value = undefined;
    expect(at(2000)).toBeUndefined();
    expect(looks).toBe(3);
  });

  it('keeps the last good value while the setting is at fault, and complains once', () => {
    let value = '5';
    const faults: string[] = [];
    const quota = new RequestQuota({
      lookUp: () => {
        if (value === 'gone') throw new Error('the file is gone');
        return value;
      },
      onFault: (reason) => faults.push(reason),
    });
    const limits = ['5', 'many', 'many', '0', 'gone', '6'].map((next, second) => {
      value = next;
      return quota.current(second * 1000);
    });

    expect(limits).toEqual([5, 5, 5, 5, 5, 6]);
    const expected = 'expected requests per minute, 1 to 1000000';
    expect(faults).toEqual([
      `MAX_REQUESTS="many": ${expected}`,
      `MAX_REQUESTS="0": ${expected}`,
      'the file is gone',
    ]);
  });
});

describe('ClientAddresses', () => {
  const forwarded = '198.51.100.1, 203.0.113.9, 10.0.0.2';

  it.each([
    { proxies: false, remoteAddress: '10.0.0.1', via: forwarded, client: '10.0.0.1' },
    { proxies: ['10.0.0.0/8'], remoteAddress: '10.0.0.1', via: forwarded, client: '203.0.113.9' },
    {
      proxies: ['uniquelocal', '203.0.113.0/24'],
      remoteAddress: '10.0.0.1',
      via: forwarded,
      client: '198.51.100.1',
    },
    { proxies: ['uniquelocal'], remoteAddress: '192.0.2.1', via: forwarded, client: '192.0.2.1' },
    {
      proxies: ['uniquelocal'],
      remoteAddress: '::ffff:10.0.0.1',
      via: '192.0.2.9',
      client: '192.0.2.9',
    },
    { proxies: ['fd00::/8'], remoteAddress: 'fd00::1', via: '2001:db8::1', client: '2001:db8::1' },
    { proxies: ['loopback'], remoteAddress: '127.0.0.1', via: 'no address', client: '127.0.0.1' },
    { proxies: ['loopback'], remoteAddress: '::1', via: undefined, client: '::1' },
    { proxies: ['loopback'], remoteAddress: undefined, via: forwarded, client: '' },
  ] as const)(
    'trusting $proxies, finds behind $remoteAddress the client $client',
    ({ proxies, remoteAddress, via, client }) => {
      const headers = via === undefined ? {} : { 'x-forwarded-for': via };

      expect(new ClientAddresses(proxies).of({ socket: { remoteAddress }, headers })).toBe(client);
    },
  );
});
