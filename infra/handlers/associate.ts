import { resourceHandler } from './answer.ts'
import type { AssociationProperties } from './association.ts'

/** The custom resource `Custom::ConnectStorage`. The client is loaded when it is used, as in all handlers. */
export const handler = resourceHandler<AssociationProperties>(async event => {
  const { ConnectClient } = await import('@aws-sdk/client-connect')
  const { associate } = await import('./association.ts')
  return associate(new ConnectClient({}), event)
})
