SELECT
  place,
  queue_name,
  sum(contacts_abandoned) AS contacts_abandoned,
  count(*) AS categories
FROM (
  SELECT
    least(ranking, 5) AS place,
    CASE WHEN ranking <= 4 THEN queue_name END AS queue_name,
    contacts_abandoned
  FROM (
    SELECT
      CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
      row_number() OVER (ORDER BY count_if(is_abandoned) DESC, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END) AS ranking,
      count_if(is_abandoned) AS contacts_abandoned
    FROM clocked_contact
    WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
      AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
      AND NOT is_test
    GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
    HAVING count_if(is_abandoned) > 0
  ) AS ranked
) AS parts
GROUP BY place, queue_name
ORDER BY place
