SELECT
  contact_date,
  queue_name,
  place,
  max(categories_there) AS categories,
  sum(contacts_created) AS contacts_created
FROM (
  SELECT
    *,
    least(color_ranking, 8) AS place,
    CASE WHEN color_ranking <= 7 THEN queue_name_there END AS queue_name,
    max(ranking) OVER () AS categories_there
  FROM (
    SELECT
      *,
      dense_rank() OVER (ORDER BY category_size DESC, contact_date) AS ranking,
      dense_rank() OVER (ORDER BY color_size DESC, queue_name_there) AS color_ranking
    FROM (
      SELECT
        contact_date,
        CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name_there,
        sum(count(*)) OVER (PARTITION BY contact_date) AS category_size,
        sum(count(*)) OVER (PARTITION BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END) AS color_size,
        count(*) AS contacts_created
      FROM clocked_contact
      WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
        AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
        AND NOT is_test
      GROUP BY contact_date, CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END
    ) AS sized
  ) AS ranked
) AS parts
GROUP BY contact_date, queue_name, place
ORDER BY contact_date, place
