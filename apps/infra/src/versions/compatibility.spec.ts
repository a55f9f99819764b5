import { compatibilityFault } from './compatibility';
import { VERSIONS } from './versions';

describe('compatibilityFault', () => {
  it('finds none in the versions the platform is pinned to', () => {
    const { kubernetes, karpenter } = VERSIONS;
    expect(compatibilityFault(kubernetes.version, karpenter.version)).toBeUndefined();
  });

  it('tells which Karpenter a version of Kubernetes needs', () => {
    expect(compatibilityFault('1.35', '1.8.9')).toBe(
      'Kubernetes 1.35 needs Karpenter 1.9.0 or newer, not 1.8.9',
    );
  });

  it('counts releases as numbers', () => {
    expect(compatibilityFault('1.36', '1.13.0')).toBeUndefined();
    expect(compatibilityFault('1.35', '1.10.0')).toBeUndefined();
  });

  it('refuses a withdrawn release and a Kubernetes nobody has tried', () => {
    expect(compatibilityFault('1.33', '1.8.4')).toContain('scheduling regression');
    expect(compatibilityFault('1.20', '1.14.1')).toContain('known are 1.33, 1.34, 1.35, 1.36');
  });
});

describe('VERSIONS', () => {
  it.each(Object.entries(VERSIONS))(
    'says why %s is pinned and where it comes from',
    (_, pinned) => {
      expect(pinned.version).toMatch(/^\d+\.\d+/);
      expect(pinned.reason).not.toBe('');
      expect(pinned.source).toMatch(/^https:|Chart\.yaml$|requirements\.txt$/);
    },
  );
});
