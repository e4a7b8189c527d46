/** Adds to what a client of AWS does with each call, such as telling a tracer of it. */
type Instrument = <C extends object>(client: C) => C

let instrument: Instrument = client => client

/** Has every client that is made from now on instrumented. Of the process: only where it begins this is said. */
export function instrumentClients(by: Instrument): void {
  instrument = by
}

/** A client as this process has it. */
export const instrumented: Instrument = client => instrument(client)
