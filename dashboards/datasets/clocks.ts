const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** When something happened, by the clocks of the business: columns that views of local days have. */
export const clocks = {
  local_date: { label: 'Day', none: 'No day' },
  local_weekday: {
    ...{ label: 'Weekday', none: 'No weekday' },
    values: weekdays.map((name, i) => [i + 1, name] as const),
  },
  local_hour: {
    ...{ label: 'Hour', none: 'No hour' },
    values: Array.from({ length: 24 }, (_, hour) => [hour, `${String(hour).padStart(2, '0')}:00`] as const),
  },
} as const
