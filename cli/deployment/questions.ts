/** What is answered, each by a flag of `init` or by a question; lists with commas between. */
export interface Answers {
  readonly environment?: string
  readonly instances?: string
  readonly contactRecords?: string
  readonly agentEvents?: string
  readonly fileReaders?: string
  readonly managedLake?: string
  readonly timeZone?: string
  readonly schedule?: string
  readonly quicksightGroups?: string
  readonly quicksightRegion?: string
  readonly emails?: string
}

/** A question, and the flag that answers it. */
export interface Question {
  readonly key: keyof Answers
  readonly flag: string
  readonly asks: string
  /** What is suggested, and taken without a terminal; without it an answer is needed. */
  readonly suggested?: string
  /** Asked only where that one has an answer. */
  readonly needs?: keyof Answers
}

/** In the order in which they are asked. All else that a file may say has a default. */
export const questions: readonly Question[] = [
  {
    ...{ key: 'environment', flag: '--environment <name>' },
    asks: 'name of the environment, such as prod; part of every name',
  },
  {
    ...{ key: 'instances', flag: '--instances <list>' },
    asks: 'instances of Connect as ARN=ALIAS, with commas between; they say account and region, too',
  },
  {
    ...{ key: 'contactRecords', flag: '--contact-records <how>', suggested: 'stream' },
    asks: 'how contact records come: stream, firehose, or the ARN of a stream that is there already',
  },
  {
    ...{ key: 'agentEvents', flag: '--agent-events <how>', suggested: 'stream' },
    asks: 'how agent events come: stream, off, or the ARN of a stream that is there already',
  },
  {
    ...{ key: 'fileReaders', flag: '--file-readers <list>', suggested: '' },
    asks: 'roles of programs that are told of each new recording, transcript and report: ARNs, with commas between; Connect then puts those into a bucket of the deployment; none for where it puts them today',
  },
  {
    ...{ key: 'managedLake', flag: '--managed-lake <link>', suggested: '' },
    asks: 'link of Glue to contact_record of the analytics data lake that Connect manages, and what it leads to, as DATABASE.TABLE=ACCOUNT.DATABASE.TABLE, each table contact_record unless named; none for no second source',
  },
  {
    ...{ key: 'timeZone', flag: '--time-zone <zone>', suggested: 'UTC' },
    asks: 'by whose clocks local days begin: IANA name',
  },
  {
    ...{ key: 'schedule', flag: '--schedule <rate>', suggested: 'rate(1 hour)' },
    asks: 'when the job runs, as EventBridge Scheduler writes it',
  },
  {
    ...{ key: 'quicksightGroups', flag: '--quicksight-groups <list>', suggested: '' },
    asks: 'groups of QuickSight that see the dashboards, with what they may, such as leads=owner,staff=viewer; none for no dashboards in QuickSight',
  },
  {
    ...{ key: 'quicksightRegion', flag: '--quicksight-region <region>', suggested: '' },
    asks: 'region in which QuickSight was signed up, where its users are; none for that of the instances',
    needs: 'quicksightGroups',
  },
  {
    ...{ key: 'emails', flag: '--emails <list>', suggested: '' },
    asks: 'who is told of alarms: addresses, with commas between; none for nobody',
  },
]
