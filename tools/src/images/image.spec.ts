import { annotationsOf, referenceOf, type Image } from './image';

const image: Image = {
  app: 'products-api',
  repository: 'registry.example:5000/products-api',
  tag: '0123456789ab',
};

describe('an image', () => {
  it('is called by its registry, its app and its revision', () => {
    expect(referenceOf(image)).toBe('registry.example:5000/products-api:0123456789ab');
  });

  it('says what it was built from and when', () => {
    expect(annotationsOf(image, new Date('2026-11-23T10:00:00Z'))).toMatchObject({
      'org.opencontainers.image.title': 'products-api',
      'org.opencontainers.image.revision': '0123456789ab',
      'org.opencontainers.image.created': '2026-11-23T10:00:00.000Z',
    });
  });
});
