/** Whether the program still takes requests: it does until it is told to stop, and while it drains. */
export class Serving {
  #isDraining = false;

  /** Clients are asked to go elsewhere, and readiness says no. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** From now on the program is on its way out. */
  drain(): void {
    this.#isDraining = true;
  }
}
