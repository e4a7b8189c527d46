/** A value of SegmentAttributes: a contact record writes all five members, four of them null. */
export interface SegmentValue {
  readonly ValueArn: null
  readonly ValueInteger: number | null
  readonly ValueList: readonly SegmentValue[] | null
  readonly ValueMap: Readonly<Record<string, SegmentValue>> | null
  readonly ValueString: string | null
}

const empty = {
  ValueArn: null,
  ValueInteger: null,
  ValueList: null,
  ValueMap: null,
  ValueString: null,
} as const

export const segmentString = (value: string): SegmentValue => ({ ...empty, ValueString: value })
export const segmentInteger = (value: number): SegmentValue => ({ ...empty, ValueInteger: value })
export const segmentList = (value: readonly SegmentValue[]): SegmentValue => ({ ...empty, ValueList: value })
export const segmentMap = (value: Readonly<Record<string, SegmentValue>>): SegmentValue => ({
  ...empty,
  ValueMap: value,
})
