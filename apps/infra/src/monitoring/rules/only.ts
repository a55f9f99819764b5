import { isAlert, type ScaledGroup } from './rule';

/** Some alerts of a group, at the same times: for tests that scale the rest otherwise. */
export function onlyAlerts(group: ScaledGroup, isWanted: (alert: string) => boolean): ScaledGroup {
  return (time) => {
    const { name, rules } = group(time);
    return { name, rules: rules.filter((rule) => !isAlert(rule) || isWanted(rule.alert)) };
  };
}
