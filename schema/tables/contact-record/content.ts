import { array, json, map, row, string } from '../../type.ts'

/** What flows, agents and customers attached to the contact. */
export const content = {
  attributes: {
    type: map,
    from: 'Attributes',
    pii: 'content',
    doc: 'Contact attributes set by flows and agents; keys are case-sensitive. One row each in contact_attribute.',
    since: '2018',
  },
  tags: {
    type: map,
    from: 'Tags',
    doc: 'Tags of the contact, those of Connect (aws:connect:…) and your own.',
    since: '2026',
  },
  segment_attributes: {
    type: json,
    from: 'SegmentAttributes',
    pii: 'content',
    doc: 'Segment attributes: key to a value of one of five kinds, nested without limit, hence JSON.',
    since: 'after 2023-06',
  },
  segment_subtype: {
    type: string,
    from: 'SegmentAttributes',
    pick: '"connect:Subtype".ValueString',
    doc: 'Kind of the channel: connect:Telephony, connect:SMS, connect:WebRTC, connect:Chat, …',
    since: 'after 2023-06',
  },
  validation_test_type: {
    type: string,
    from: 'SegmentAttributes',
    pick: '"connect:ValidationTestType".ValueString',
    doc: 'EXPERIENCE_VALIDATION for a simulated contact, which metrics leave out; else null.',
    since: '2026',
  },
  contact_details: {
    type: json,
    from: 'ContactDetails',
    pii: 'content',
    doc: 'Name and description of a task, as a lightly typed object, hence JSON.',
    since: '2021',
  },
  references: {
    type: array(
      row({
        name: { type: string, from: 'Name' },
        type: { type: string, from: 'Type' },
        value: { type: string, from: 'Value' },
        status: { type: string, from: 'Status' },
        status_reason: { type: string, from: 'StatusReason' },
      }),
    ),
    from: 'References',
    pii: 'content',
    doc: 'Links, attachments and other documents tied to the contact.',
    since: '2021',
  },
  task_template_arn: {
    type: string,
    from: 'TaskTemplateInfo.Arn',
    doc: 'ARN of the task template.',
    since: '2026',
  },
  task_template_name: {
    type: string,
    from: 'TaskTemplateInfo.Name',
    doc: 'Name of the task template.',
    since: '2026',
  },
  additional_email_to: {
    type: array(
      row({
        address: { type: string, from: 'Address' },
        display_name: { type: string, from: 'DisplayName' },
      }),
    ),
    from: 'AdditionalEmailRecipients.ToList',
    pii: 'endpoint',
    doc: 'Further recipients of an e-mail contact.',
    since: 'after 2023-06',
  },
  additional_email_cc: {
    type: array(
      row({
        address: { type: string, from: 'Address' },
        display_name: { type: string, from: 'DisplayName' },
      }),
    ),
    from: 'AdditionalEmailRecipients.CcList',
    pii: 'endpoint',
    doc: 'Further recipients of an e-mail contact in copy.',
    since: 'after 2023-06',
  },
} as const
