SELECT
  weekday,
  count_if(is_handled) AS contacts_handled,
  count_if(is_abandoned) AS contacts_abandoned
FROM clocked_contact
WHERE contact_date BETWEEN DATE '2025-07-02' AND DATE '2025-07-15'
  AND NOT is_test
GROUP BY weekday
ORDER BY weekday
