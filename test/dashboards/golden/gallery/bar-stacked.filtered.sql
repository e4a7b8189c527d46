SELECT
  queue_name,
  channel,
  place,
  max(categories_there) AS categories,
  sum(contacts_created) AS contacts_created
FROM (
  SELECT
    *,
    least(color_ranking, 8) AS place,
    CASE WHEN color_ranking <= 7 THEN channel_there END AS channel,
    max(ranking) OVER () AS categories_there
  FROM (
    SELECT
      *,
      dense_rank() OVER (ORDER BY category_size DESC, queue_name) AS ranking,
      dense_rank() OVER (ORDER BY color_size DESC, channel_there) AS color_ranking
    FROM (
      SELECT
        CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
        channel AS channel_there,
        sum(count(*)) OVER (PARTITION BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END) AS category_size,
        sum(count(*)) OVER (PARTITION BY channel) AS color_size,
        count(*) AS contacts_created
      FROM clocked_contact
      WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
        AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
        AND NOT is_test
      GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END, channel
    ) AS sized
  ) AS ranked
) AS parts
WHERE ranking <= 6
GROUP BY queue_name, channel, place
ORDER BY min(ranking), place
