import { string } from '../../type.ts'

/** Who was on the other side, through which address, with which device. */
export const endpoint = {
  customer_endpoint_address: {
    type: string,
    from: 'CustomerEndpoint.Address',
    pii: 'endpoint',
    doc: "The customer's address: a phone number in E.164 for voice. Null after redaction.",
    since: '2018',
  },
  customer_endpoint_type: {
    type: string,
    from: 'CustomerEndpoint.Type',
    doc: 'Kind of the customer endpoint: TELEPHONE_NUMBER, VOIP, EMAIL_ADDRESS, …',
    since: '2018',
  },
  system_endpoint_address: {
    type: string,
    from: 'SystemEndpoint.Address',
    doc: 'Address of Connect: the number dialled, or the caller id of an outbound call.',
    since: '2018',
  },
  system_endpoint_type: {
    type: string,
    from: 'SystemEndpoint.Type',
    doc: 'Kind of the system endpoint.',
    since: '2018',
  },
  transferred_to_endpoint_address: {
    type: string,
    from: 'TransferredToEndpoint.Address',
    pii: 'endpoint',
    doc: 'Where the contact was transferred to, when outside the contact centre.',
    since: '2018',
  },
  transferred_to_endpoint_type: {
    type: string,
    from: 'TransferredToEndpoint.Type',
    doc: 'Kind of the endpoint transferred to.',
    since: '2018',
  },
  customer_id: {
    type: string,
    from: 'CustomerId',
    pii: 'identifier',
    doc: 'Customer Profiles or Voice ID identifier of the customer.',
    since: 'after 2023-06',
  },
  customer_capability_video: {
    type: string,
    from: 'Customer.Capabilities.Video',
    doc: 'SEND when the customer may send video.',
    since: 'after 2023-06',
  },
  customer_capability_screen_share: {
    type: string,
    from: 'Customer.Capabilities.ScreenShare',
    doc: 'SEND when the customer may share the screen.',
    since: 'after 2023-06',
  },
  customer_device_platform_name: {
    type: string,
    from: 'Customer.DeviceInfo.PlatformName',
    doc: "Platform of the customer's device (in-app and web calls).",
    since: '2026',
  },
  customer_device_platform_version: {
    type: string,
    from: 'Customer.DeviceInfo.PlatformVersion',
    doc: "Platform version of the customer's device.",
    since: '2026',
  },
  customer_device_operating_system: {
    type: string,
    from: 'Customer.DeviceInfo.OperatingSystem',
    doc: "Operating system of the customer's device.",
    since: '2026',
  },
} as const
