SELECT
  weekday,
  hour,
  count(*) AS contacts_created
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-02' AND DATE '2025-07-15'
  AND NOT is_test
GROUP BY weekday, hour
ORDER BY weekday, hour
