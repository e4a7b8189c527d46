import { configIn } from '../../cli/config.ts'

/** What handlers do with their configuration first. Throws what they would throw. */
export function configSchemaOfHandlers(text: string): void {
  const name = 'CONNECT_LAKE_CONFIG_OF_A_TEST'
  process.env[name] = text
  try {
    configIn(name)
  } finally {
    delete process.env[name]
  }
}
