/** The package has no types: this names the members that the benchmark and the interoperability tests use. */
declare module 'parquetjs-lite' {
  export interface FieldDefinition {
    readonly type: string
    readonly optional?: boolean
    readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY'
  }

  export class ParquetSchema {
    constructor(fields: Readonly<Record<string, FieldDefinition>>)
  }

  export class ParquetWriter {
    static openFile(
      schema: ParquetSchema,
      path: string,
      options?: { readonly useDataPageV2?: boolean; readonly rowGroupSize?: number },
    ): Promise<ParquetWriter>
    appendRow(row: Readonly<Record<string, unknown>>): Promise<void>
    close(): Promise<void>
  }
}
