import extract from './service-model.json' with { type: 'json' }

/** What a value is, in the words of AWS's service models. */
export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'double'
    | 'boolean'
    | 'timestamp'
  readonly members?: Readonly<Record<string, Member>>
  readonly required?: readonly string[]
  /** Of a structure: it has exactly one of its members. */
  readonly union?: true
  /** Names of shapes: of the items of a list; of the keys and the values of a map. */
  readonly member?: string
  readonly key?: string
  readonly value?: string
  readonly enum?: readonly string[]
  /** Of texts and lists their length, of numbers their value. */
  readonly min?: number
  readonly max?: number
  /** Of the whole text, as Java has patterns. */
  readonly pattern?: string
}

/** A member of a structure, and where it travels: in the body unless said. */
export interface Member {
  readonly shape: string
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode'
  readonly locationName?: string
}

export interface ServiceOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** A path with members in braces, and sometimes a query: `/accounts/{AwsAccountId}/analyses`. */
  readonly uri: string
  readonly input: string
  readonly errors: readonly string[]
}

/** What extract.py takes from botocore's model of QuickSight. */
export interface ServiceModel {
  readonly source: string
  readonly operations: Readonly<Record<string, ServiceOperation>>
  /** Status of HTTP by the name of an error. */
  readonly errors: Readonly<Record<string, number>>
  readonly shapes: Readonly<Record<string, Shape>>
}

/** The service's own model of the operations that dashboards need: enums, limits, patterns, unions, paths. */
export const serviceModel = extract as unknown as ServiceModel

/** The shape of a name. What is in the model names only what is in it. */
export const shapeNamed = (name: string | undefined): Shape => serviceModel.shapes[name as string] as Shape
