/*
 * What the view `contact` says of a contact, for derivations: the engine that derives has tables and no views. A test
 * holds the two together.
 */

/** Name of the queue; of a personal queue, which has none, the id in its ARN. */
export const QUEUE_NAME = `coalesce(queue_name, string_split(queue_arn, '/queue/')[2])`

/** Time that the agent spent on it, what is missing as 0 (HANDLE_TIME). */
export const HANDLE_TIME_S = `coalesce(agent_interaction_duration_s, 0) + coalesce(customer_hold_duration_s, 0)
        + coalesce(after_contact_work_duration_s, 0) + coalesce(agent_pause_duration_s, 0)`
