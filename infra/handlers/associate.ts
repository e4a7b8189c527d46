import { resourceHandler } from './answer.ts'
import type { AssociationProperties } from './association.ts'

/** The custom resource `Custom::ConnectStorage`. The client is loaded when it is used, as in all handlers. */
export const handler = resourceHandler<AssociationProperties>(async event => {
  const { associate, connectClient } = await import('./association.ts')
  return associate(connectClient(), event)
})
