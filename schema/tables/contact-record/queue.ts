import { array, bigint, json, row, string, timestamp } from '../../type.ts'

/** The queue the contact waited in (all null when it never did), how it was routed, and what was recorded. */
export const queue = {
  queue_arn: {
    type: string,
    from: 'Queue.ARN',
    doc: 'ARN of the queue; …/queue/agent/… for the personal queue of an agent.',
    since: '2018',
  },
  queue_name: {
    type: string,
    from: 'Queue.Name',
    doc: 'Name of the queue; null for personal queues.',
    since: '2018',
  },
  enqueue_timestamp: {
    type: timestamp,
    from: 'Queue.EnqueueTimestamp',
    doc: 'When the contact entered the queue. Not null means queued.',
    since: '2018',
  },
  dequeue_timestamp: {
    type: timestamp,
    from: 'Queue.DequeueTimestamp',
    doc: 'When the contact left the queue: an agent started, or the customer left.',
    since: '2018',
  },
  queue_duration_s: {
    type: bigint,
    unit: 's',
    from: 'Queue.Duration',
    doc: 'Time in the queue as Connect counts it; can differ by one second from dequeue minus enqueue.',
    since: '2018',
  },
  routing_criteria: {
    type: json,
    from: 'RoutingCriteria',
    doc: 'The last three routing criteria with their steps; expressions are recursive, hence JSON.',
    since: 'after 2023-06',
  },
  media_stream_types: {
    type: array(string),
    from: 'MediaStreams[].Type',
    doc: 'Media streams of the contact: AUDIO, VIDEO, CHAT, AUTOMATED_INTERACTION.',
    since: '2018',
  },
  recording_location: {
    type: string,
    from: 'Recording.Location',
    doc: 'First recording as bucket/key, without s3://.',
    since: '2018',
  },
  recording_status: {
    type: string,
    from: 'Recording.Status',
    doc: 'AVAILABLE, DELETED or the text NULL.',
    since: '2018',
  },
  recording_type: {
    type: string,
    from: 'Recording.Type',
    doc: 'Kind of the first recording: AUDIO.',
    since: '2018',
  },
  recording_deletion_reason: {
    type: string,
    from: 'Recording.DeletionReason',
    doc: 'Why the first recording was deleted, as the person who did it said.',
    since: '2018',
  },
  recordings: {
    type: array(
      row({
        storage_type: { type: string, from: 'StorageType' },
        location: { type: string, from: 'Location' },
        media_stream_type: { type: string, from: 'MediaStreamType' },
        participant_type: { type: string, from: 'ParticipantType' },
        start_timestamp: { type: timestamp, from: 'StartTimestamp' },
        stop_timestamp: { type: timestamp, from: 'StopTimestamp' },
        fragment_start_number: { type: string, from: 'FragmentStartNumber' },
        fragment_stop_number: { type: string, from: 'FragmentStopNumber' },
        status: { type: string, from: 'Status' },
        deletion_reason: { type: string, from: 'DeletionReason' },
        unprocessed_transcript_location: { type: string, from: 'UnprocessedTranscriptLocation' },
      }),
    ),
    from: 'Recordings',
    doc: 'All recordings; location is bucket/key, or a stream ARN for live media. Fragment numbers have 47 digits, hence text.',
    since: '2020',
  },
} as const
