import type { Inventory } from '../inventory/inventory';

/** Something that breaks a rule. */
export interface Finding {
  /** Where: path of constructs, or kind, namespace and name of an object. */
  readonly place: string;
  readonly fault: string;
}

/** What must hold of everything that is deployed. */
export interface PolicyRule {
  readonly id: string;
  /** What it demands. */
  readonly demand: string;
  /** Ids of the rules of public scanners that ask for the same. */
  readonly also: readonly string[];
  readonly check: (inventory: Inventory) => readonly Finding[];
}

/** A place where a rule need not hold, and why. */
export interface Waiver {
  readonly rule: string;
  /** The place, or what it ends in when it begins with a star. */
  readonly place: string;
  readonly reason: string;
}
