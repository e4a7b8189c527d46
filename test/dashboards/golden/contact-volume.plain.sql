SELECT
  local_date,
  count(*) AS contacts_created,
  count_if(is_handled) AS contacts_handled,
  count_if(is_abandoned) AS contacts_abandoned
FROM contact_local
WHERE dt BETWEEN '2025-07-01' AND '2025-07-16'
  AND local_date BETWEEN DATE '2025-07-02' AND DATE '2025-07-15'
  AND NOT is_test
GROUP BY local_date
ORDER BY local_date
