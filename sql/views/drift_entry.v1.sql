-- What records had that the schema does not know, by the clocks of the business. Samples stay in the table.
SELECT
  d.dt,
  b.local_date,
  b.local_weekday,
  d.arrived_at,
  d.table_name,
  d.path,
  d.problem,
  d.json_type,
  d.records,
  d.first_object,
  d.commit_id
FROM drift AS d
JOIN business_calendar AS b
  ON b.dt = d.dt AND b.from_timestamp <= d.arrived_at AND d.arrived_at < b.to_timestamp
