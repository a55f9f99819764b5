/** Work that several callers want at once is done once; all get its outcome. */
export class SingleFlight<Outcome> {
  private readonly flights = new Map<string, Promise<Outcome>>();

  /** The outcome of the work under `name` that is under way, else of `start`. */
  run(name: string, start: () => Promise<Outcome>): Promise<Outcome> {
    const underWay = this.flights.get(name);
    if (underWay !== undefined) return underWay;
    const flight = start().finally(() => {
      this.flights.delete(name);
    });
    this.flights.set(name, flight);
    return flight;
  }
}
