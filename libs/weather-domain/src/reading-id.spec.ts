import { readingId } from './reading-id';
import { expectationOf, RECORDED_ANSWERS } from './testing';

describe('readingId', () => {
  it.each(RECORDED_ANSWERS)('is that of the reference algorithm for %s', (name) => {
    const { identity, line } = expectationOf(name);

    expect(readingId(identity)).toBe(line.id);
  });

  it.each([
    ['49.6117,6.13,1761172585', '463bfb94b7f8e5af'],
    ['41.8842,-87.6311,1761172826', '032a045b76a3bac0'],
    ['49.6117,6.13,1761173337', '941b8b6558a293cf'],
  ])('is for %s the id that a deployed reference system published', (identity, id) => {
    expect(readingId(identity)).toBe(id);
  });
});
