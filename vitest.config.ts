import { defineConfig } from 'vitest/config'

/** What must be survived: killed processes, and every storage call failing in turn. A suite of its own, for it takes a minute. */
export const faults = [
  'test/etl/job/{faults,killed,shared-faults}.test.ts',
  'test/cli/{interrupt,full-disk}.test.ts',
]

/** A simulated month and a simulated week of agents, compared with what their world noted, and dashboards with metrics. A suite of its own, too. */
export const truth = [
  'test/etl/job/{month,agent-time}.test.ts',
  'test/dashboards/equality.test.ts',
  'test/dashboards/quicksight/shipped.test.ts',
]

/** Commands as processes, the way a user calls them. A suite of its own, for starting some hundred of them takes a minute. */
export const commands = ['test/cli/**/*.test.ts']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/aws/**',
      'test/browser/**',
      'test/infra/whole/**',
      'test/interop/{pyarrow,quicksight}.test.ts',
      'test/machine/**',
      'test/quicksight/**',
      'test/trino/**',
      ...faults,
      ...truth,
      ...commands,
      '**/node_modules/**',
    ],
    // One worker for each processor: by default one is left idle, which is half of a small machine.
    maxWorkers: '100%',
    // A module is loaded once a worker, not once a file: loading takes longer than most files do. Modules keep no state.
    isolate: false,
    // Its modules import folders, which Node does not.
    server: { deps: { inline: ['dt-sql-parser'] } },
    // Suites run beside others: what is waited for comes later then.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
