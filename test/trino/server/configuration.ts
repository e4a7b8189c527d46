/** What Trino is started with: nothing listens beyond this machine, nothing is cached, one user may write. */
export interface Ports {
  readonly port: number
  readonly home: string
}

/** Registers lakes: the only user who may write. */
export const KEEPER = 'keeper'
/** Asks: may read the lake's catalog, and nothing else. */
export const READER = 'reader'
/** The catalog that all lakes of the tests are in, by the name that Athena gives its own. */
export const CATALOG = 'awsdatacatalog'

const properties = (settings: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

/** The files below the server's working folder. */
export function configurationFiles({ port, home }: Ports): Readonly<Record<string, string>> {
  const address = '127.0.0.1'
  return {
    'etc/config.properties': properties({
      'node.environment': 'test',
      'node.id': 'test',
      // By default it listens everywhere, and asks nobody who they are.
      'node.bind-ip': address,
      'node.internal-address': address,
      coordinator: true,
      'node-scheduler.include-coordinator': true,
      'http-server.http.port': port,
      'discovery.uri': `http://${address}:${port}`,
      'plugin.dir': `${home}/plugin`,
      // With static catalogs the server says it is ready some seconds before any table can be read.
      'catalog.management': 'dynamic',
      'catalog.store': 'file',
      'web-ui.enabled': false,
      'query.max-history': 20,
      'query.min-expire-age': '1m',
    }),
    'etc/log.properties': properties({ 'io.trino': 'WARN', 'io.airlift': 'WARN' }),
    'etc/access-control.properties': properties({
      'access-control.name': 'file',
      'security.config-file': 'etc/rules.json',
    }),
    'etc/rules.json': JSON.stringify({
      catalogs: [
        // Also makes catalogs, and takes them away.
        { user: KEEPER, allow: 'owner' },
        { user: READER, catalog: CATALOG, allow: 'read-only' },
      ],
      schemas: [{ user: KEEPER, owner: true }],
      tables: [
        { user: KEEPER, privileges: ['SELECT', 'INSERT', 'DELETE', 'UPDATE', 'OWNERSHIP', 'GRANT_SELECT'] },
        { user: READER, catalog: CATALOG, privileges: ['SELECT'] },
      ],
      procedures: [{ user: KEEPER, privileges: ['EXECUTE'] }],
    }),
    [`etc/catalog/${CATALOG}.properties`]: properties({
      'connector.name': 'hive',
      'hive.metastore': 'file',
      'hive.metastore.catalog.dir': 'local:///METASTORE',
      'fs.native-local.enabled': true,
      'local.location': '/',
      'hive.storage-format': 'PARQUET',
      'hive.timestamp-precision': 'MILLISECONDS',
      // As Athena does: a location one level too high gives the rows of two versions, and a test sees it.
      'hive.recursive-directories': true,
      'hive.allow-register-partition-procedure': true,
    }),
  }
}

/** The command that starts it: short-lived, so the quick compiler and the small collector. */
export const javaArguments = (home: string): readonly string[] => [
  // Plans of many joins leave much behind: room for what is young saves a tenth of the time.
  '-Xmx2g',
  '-Xmn800m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  '-XX:+ExitOnOutOfMemoryError',
  '-Duser.timezone=UTC',
  '-Djdk.attach.allowAttachSelf=true',
  '-XX:+EnableDynamicAgentLoading',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '-cp',
  `${home}/lib/*`,
  '-Dconfig=etc/config.properties',
  '-Dlog.levels-file=etc/log.properties',
  'io.trino.server.TrinoServer',
]
