import { planSubnets } from './subnet-plan';

describe('planSubnets', () => {
  it('divides a VPC over its zones', () => {
    expect(planSubnets('10.0.0.0/16', ['a', 'b'])).toEqual([
      { zone: 'a', private: '10.0.0.0/18', public: '10.0.192.0/20', intra: '10.0.240.0/22' },
      { zone: 'b', private: '10.0.64.0/18', public: '10.0.208.0/20', intra: '10.0.244.0/22' },
    ]);
  });

  it('adds a third zone without renumbering the others', () => {
    const two = planSubnets('10.8.0.0/18', ['a', 'b']);
    expect(planSubnets('10.8.0.0/18', ['a', 'b', 'c']).slice(0, 2)).toEqual(two);
  });

  it.each([
    ['10.0.0.0', '"10.0.0.0" is no range of addresses such as 10.0.0.0/16'],
    ['10.0.0.0/24', '"10.0.0.0/24" must have a prefix of 8 to 20 bits'],
    ['10.0.1.0/16', '"10.0.1.0/16" does not begin its range'],
    ['300.0.0.0/16', '"300.0.0.0/16" is no range of addresses such as 10.0.0.0/16'],
  ])('refuses %s', (cidr, message) => {
    expect(() => planSubnets(cidr, ['a', 'b'])).toThrow(message);
  });
});
