// The package has types, and does not say where.
declare module 'asl-validator' {
  const validate: (definition: object) => { isValid: boolean; errorsText: (separator: string) => string }
  export default validate
}
