import { format, inspect } from 'node:util';
import { Secret } from './secret';

describe('Secret', () => {
  const value = 'hunter2-of-the-weather';
  const secret = new Secret(value);

  it.each([
    ['a template', () => `key=${secret.toString()}`],
    ['string conversion', () => String(secret)],
    ['JSON', () => JSON.stringify({ nested: [secret] })],
    ['util.inspect', () => inspect({ secret }, { depth: 9, showHidden: true })],
    ['util.format', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['an error', () => inspect(new Error(`wrong: ${secret.toString()}`, { cause: secret }))],
    ['its keys', () => JSON.stringify(Object.entries(secret))],
    ['a copy of its own fields', () => inspect(Object.assign({}, secret))],
  ])('does not show in %s', (_place, print) => {
    expect(print()).not.toContain(value);
  });

  it('reveals its value when asked to', () => {
    expect(secret.reveal()).toBe(value);
  });

  it('masks itself in a text', () => {
    expect(secret.redact(`GET /?appid=${value}&units=metric`)).toBe(
      'GET /?appid=[secret]&units=metric',
    );
  });

  it('leaves a text alone when it is empty', () => {
    expect(new Secret('').redact('text')).toBe('text');
  });

  it('equals another one with the same value', () => {
    expect([secret.equals(new Secret(value)), secret.equals(new Secret('x'))]).toEqual([
      true,
      false,
    ]);
  });
});
