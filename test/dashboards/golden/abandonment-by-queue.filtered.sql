SELECT
  place,
  queue_name,
  sum(contacts_abandoned) AS contacts_abandoned,
  count(*) AS categories
FROM (
  SELECT
    least(ranking, 6) AS place,
    CASE WHEN ranking <= 5 THEN queue_name END AS queue_name,
    contacts_abandoned
  FROM (
    SELECT
      queue_name,
      count_if(is_abandoned) AS contacts_abandoned,
      row_number() OVER (ORDER BY count_if(is_abandoned) DESC, queue_name) AS ranking
    FROM contact
    WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
      AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL)
      AND agent_username IN ('ann')
      AND channel IN ('VOICE', 'CHAT')
      AND NOT is_test
    GROUP BY queue_name
    HAVING count_if(is_abandoned) > 0
  ) AS ranked
) AS parts
GROUP BY place, queue_name
ORDER BY place
