import { agentContactIntervalDerivation } from './derive/agent-contact-interval.ts'
import { agentSessionDerivation } from './derive/agent-session.ts'
import { agentStatisticRecordDerivation } from './derive/agent-statistic-record.ts'
import { agentStatusIntervalDerivation } from './derive/agent-status-interval.ts'
import { attributedContactDerivation } from './derive/attributed-contact.ts'
import { contactJourneyDerivation } from './derive/contact-journey.ts'
import { customerJourneyDerivation } from './derive/customer-journey.ts'
import { customerReturnDerivation } from './derive/customer-return.ts'
import type { Derivation } from './derive/derivation.ts'

/** How each derived table is made; those it is made from stand before it. */
export const derivations: readonly Derivation[] = [
  agentStatusIntervalDerivation,
  agentContactIntervalDerivation,
  agentSessionDerivation,
  agentStatisticRecordDerivation,
  attributedContactDerivation,
  contactJourneyDerivation,
  customerJourneyDerivation,
  customerReturnDerivation,
]
