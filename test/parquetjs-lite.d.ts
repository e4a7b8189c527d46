/** The package has no types: these are the members that the benchmark and the interoperability tests use. */
declare module 'parquetjs-lite' {
  namespace parquet {
    interface FieldDefinition {
      readonly type: string
      readonly optional?: boolean
      readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY'
    }

    interface WriterOptions {
      readonly rowGroupSize?: number
      readonly useDataPageV2?: boolean
    }

    class ParquetSchema {
      constructor(fields: Readonly<Record<string, FieldDefinition>>)
    }

    class ParquetWriter {
      static openFile(schema: ParquetSchema, path: string, options?: WriterOptions): Promise<ParquetWriter>
      appendRow(row: Readonly<Record<string, unknown>>): Promise<void>
      close(): Promise<void>
    }
  }

  // CommonJS: Node finds no names in it, so it is imported as a whole.
  export = parquet
}
